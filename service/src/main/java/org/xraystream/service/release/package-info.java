/** Released models: where they are announced, fetched and loaded, and what a person may do with them. */
@NullMarked
package org.xraystream.service.release;

import org.jspecify.annotations.NullMarked;
