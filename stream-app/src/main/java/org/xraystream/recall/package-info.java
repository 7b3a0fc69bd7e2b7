/** Takes back what a model said. */
@NullMarked
package org.xraystream.recall;

import org.jspecify.annotations.NullMarked;
