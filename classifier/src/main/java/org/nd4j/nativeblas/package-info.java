/**
 * One class under the name by which Deeplearning4j looks for it; nothing else belongs here.
 *
 * @see org.xraystream.network.OneDnn
 */
@NullMarked
package org.nd4j.nativeblas;

import org.jspecify.annotations.NullMarked;
