/** Labelled examples, where they come from and how they are divided between training, validation and test. */
@NullMarked
package org.xraystream.dataset;

import org.jspecify.annotations.NullMarked;
