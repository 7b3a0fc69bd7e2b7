/** The sender's side of the stream: image files become scan events, patients become pseudonyms, events reach Kafka. */
@NullMarked
package org.xraystream.modality;

import org.jspecify.annotations.NullMarked;
