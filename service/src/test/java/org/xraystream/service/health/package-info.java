/** Tests. */
@NullMarked
package org.xraystream.service.health;

import org.jspecify.annotations.NullMarked;
