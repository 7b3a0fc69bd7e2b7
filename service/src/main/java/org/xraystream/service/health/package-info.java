/** What a service says of itself: health and metrics over HTTP. */
@NullMarked
package org.xraystream.service.health;

import org.jspecify.annotations.NullMarked;
