/** Who did what: events for {@code xray.audit}. */
@NullMarked
package org.xraystream.service.audit;

import org.jspecify.annotations.NullMarked;
