/** Tests. */
@NullMarked
package org.xraystream.service.content;

import org.jspecify.annotations.NullMarked;
