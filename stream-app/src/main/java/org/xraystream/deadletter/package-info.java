/** What to do with records that are no scan. */
@NullMarked
package org.xraystream.deadletter;

import org.jspecify.annotations.NullMarked;
