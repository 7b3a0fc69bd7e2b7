/** The product in containers, driven from outside as a hospital drives it. */
@NullMarked
package org.xraystream.containers;

import org.jspecify.annotations.NullMarked;
