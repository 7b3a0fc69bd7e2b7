/** Hands reports to record systems, each in order and none lost. */
@NullMarked
package org.xraystream.ehr.delivery;

import org.jspecify.annotations.NullMarked;
