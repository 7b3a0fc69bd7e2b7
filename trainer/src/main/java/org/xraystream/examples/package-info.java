/** Labelled scans as they come from the topics. */
@NullMarked
package org.xraystream.examples;

import org.jspecify.annotations.NullMarked;
