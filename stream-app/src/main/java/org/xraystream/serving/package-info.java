/** The model in force and its replacement while scans flow. */
@NullMarked
package org.xraystream.serving;

import org.jspecify.annotations.NullMarked;
