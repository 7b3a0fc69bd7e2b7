/** Holds the documentation against the code. */
@NullMarked
package org.xraystream.docs;

import org.jspecify.annotations.NullMarked;
