/** Reports in FHIR R4: what they say, and how a server takes them. */
@NullMarked
package org.xraystream.ehr.fhir;

import org.jspecify.annotations.NullMarked;
