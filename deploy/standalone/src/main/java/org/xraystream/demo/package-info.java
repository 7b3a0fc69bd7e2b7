/** The demonstration: a simulated modality, a simulated radiologist, and a ledger that must balance. */
@NullMarked
package org.xraystream.demo;

import org.jspecify.annotations.NullMarked;
