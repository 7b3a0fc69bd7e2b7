/** The application: settings, start, orderly end. */
@NullMarked
package org.xraystream.trainer;

import org.jspecify.annotations.NullMarked;
