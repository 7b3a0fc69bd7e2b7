/** What a trained model carries with it: the bundle, its preprocessing, calibration and thresholds. */
@NullMarked
package org.xraystream.model;

import org.jspecify.annotations.NullMarked;
