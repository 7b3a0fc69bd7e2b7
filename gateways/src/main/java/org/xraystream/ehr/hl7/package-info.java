/** Reports in HL7 v2.5 for systems that take no FHIR. */
@NullMarked
package org.xraystream.ehr.hl7;

import org.jspecify.annotations.NullMarked;
