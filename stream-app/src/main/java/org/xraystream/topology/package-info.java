/** The way of a scan from topic to topic. */
@NullMarked
package org.xraystream.topology;

import org.jspecify.annotations.NullMarked;
