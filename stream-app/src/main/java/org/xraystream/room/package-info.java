/** The reading room's memory: all that is known of each scan, in order of urgency, and what happens to it. */
@NullMarked
package org.xraystream.room;

import org.jspecify.annotations.NullMarked;
