/** A scan read from its encoded bytes to its finding: the one way that serving, evaluation and the CLI share. */
@NullMarked
package org.xraystream.reading;

import org.jspecify.annotations.NullMarked;
