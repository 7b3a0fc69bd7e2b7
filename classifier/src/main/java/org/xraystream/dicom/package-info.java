/** DICOM Part 10 files as far as radiographs need them: tags and where their values lie. Knows nothing of pixels. */
@NullMarked
package org.xraystream.dicom;

import org.jspecify.annotations.NullMarked;
