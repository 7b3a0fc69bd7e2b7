/** What must hold when parts die or go away. */
@NullMarked
package org.xraystream.faults;

import org.jspecify.annotations.NullMarked;
