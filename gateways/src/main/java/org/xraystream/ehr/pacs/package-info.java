/** What a model said of a radiograph, as a picture in the radiograph's own study. */
@NullMarked
package org.xraystream.ehr.pacs;

import org.jspecify.annotations.NullMarked;
