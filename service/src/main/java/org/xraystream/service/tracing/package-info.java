/** One trace for what happens to one scan, from the modality to the record system. */
@NullMarked
package org.xraystream.service.tracing;

import org.jspecify.annotations.NullMarked;
