/** What runs beside a service's own work. */
@NullMarked
package org.xraystream.service.runtime;

import org.jspecify.annotations.NullMarked;
