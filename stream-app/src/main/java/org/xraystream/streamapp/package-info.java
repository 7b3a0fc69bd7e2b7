/** The application: settings, start, orderly end. */
@NullMarked
package org.xraystream.streamapp;

import org.jspecify.annotations.NullMarked;
