/** The schema registry and the serdes that rest on it; wire format as Confluent's. */
@NullMarked
package org.xraystream.registry;

import org.jspecify.annotations.NullMarked;
