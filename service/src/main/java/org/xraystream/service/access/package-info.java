/** Who may do what over HTTP: sign-in, sessions, roles, and what guards every request. Start at {@code Access}. */
@NullMarked
package org.xraystream.service.access;

import org.jspecify.annotations.NullMarked;
