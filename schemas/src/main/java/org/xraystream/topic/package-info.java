/** The catalogue of topics: names, serdes, partitions, retention. */
@NullMarked
package org.xraystream.topic;

import org.jspecify.annotations.NullMarked;
