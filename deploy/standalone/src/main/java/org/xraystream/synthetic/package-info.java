/** Synthetic radiographs: drawn from a statistical model of real ones, showing no child that ever lived. */
@NullMarked
package org.xraystream.synthetic;

import org.jspecify.annotations.NullMarked;
