/** Performance claims as programs that anyone can run; each claim is a ratio measured in one run. */
@NullMarked
package org.xraystream.benchmark;

import org.jspecify.annotations.NullMarked;
