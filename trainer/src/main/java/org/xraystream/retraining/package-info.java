/** When to train again, and the way from labels to a release. */
@NullMarked
package org.xraystream.retraining;

import org.jspecify.annotations.NullMarked;
