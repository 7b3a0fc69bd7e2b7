/** Encoded bytes to grey pixels, and grey pixels to the size the network sees. */
@NullMarked
package org.xraystream.image;

import org.jspecify.annotations.NullMarked;
