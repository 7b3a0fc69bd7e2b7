/** Runs a network on prepared pixels, one interface over several runtimes. */
@NullMarked
package org.xraystream.engine;

import org.jspecify.annotations.NullMarked;
