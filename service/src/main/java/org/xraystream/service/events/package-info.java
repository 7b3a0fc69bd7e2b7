/** Sending events. */
@NullMarked
package org.xraystream.service.events;

import org.jspecify.annotations.NullMarked;
