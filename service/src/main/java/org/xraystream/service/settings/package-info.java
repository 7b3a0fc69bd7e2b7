/** Configuration: one flat set of names from the environment and a file, checked at start. */
@NullMarked
package org.xraystream.service.settings;

import org.jspecify.annotations.NullMarked;
