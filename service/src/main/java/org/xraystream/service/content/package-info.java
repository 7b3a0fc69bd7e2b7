/** Content that events name instead of carrying it: where it is put, fetched and cleared away. */
@NullMarked
package org.xraystream.service.content;

import org.jspecify.annotations.NullMarked;
