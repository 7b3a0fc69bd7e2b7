/** Who gets in, and who does not. */
@NullMarked
package org.xraystream.service.access;

import org.jspecify.annotations.NullMarked;
