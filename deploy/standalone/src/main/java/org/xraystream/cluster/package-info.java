/** A real Kafka broker and a real schema registry on this machine, as child processes that end with their parent. */
@NullMarked
package org.xraystream.cluster;

import org.jspecify.annotations.NullMarked;
