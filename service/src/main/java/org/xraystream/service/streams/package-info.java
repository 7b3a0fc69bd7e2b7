/** How we run Kafka Streams: defaults for images, failure handling, leaving the group. */
@NullMarked
package org.xraystream.service.streams;

import org.jspecify.annotations.NullMarked;
