/** The convolutional network itself, built and differentiated by Deeplearning4j. */
@NullMarked
package org.xraystream.network;

import org.jspecify.annotations.NullMarked;
