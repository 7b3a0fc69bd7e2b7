/** How good a model is on labelled examples. */
@NullMarked
package org.xraystream.evaluation;

import org.jspecify.annotations.NullMarked;
