/** What may reach the network: the checks a scan must pass, each with its reason code. */
@NullMarked
package org.xraystream.gate;

import org.jspecify.annotations.NullMarked;
