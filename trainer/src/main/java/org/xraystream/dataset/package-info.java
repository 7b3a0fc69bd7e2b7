/** Labelled examples, where they come from and how they are divided between training and validation. */
@NullMarked
package org.xraystream.dataset;

import org.jspecify.annotations.NullMarked;
