/** Released models: where they are announced, fetched and loaded. */
@NullMarked
package org.xraystream.service.release;

import org.jspecify.annotations.NullMarked;
