/** From labelled examples to a model bundle. */
@NullMarked
package org.xraystream.training;

import org.jspecify.annotations.NullMarked;
