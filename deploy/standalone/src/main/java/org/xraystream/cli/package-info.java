/** The command line: one class for each command, results on standard output, everything else on standard error. */
@NullMarked
package org.xraystream.cli;

import org.jspecify.annotations.NullMarked;
