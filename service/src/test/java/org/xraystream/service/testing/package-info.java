/** A real broker for integration tests. */
@NullMarked
package org.xraystream.service.testing;

import org.jspecify.annotations.NullMarked;
