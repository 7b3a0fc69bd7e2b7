/** How good the models in force are on live scans, and when a new champion is taken back. */
@NullMarked
package org.xraystream.quality;

import org.jspecify.annotations.NullMarked;
