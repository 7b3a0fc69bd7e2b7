/** From diagnoses and labels to what record systems take: FHIR R4 and HL7 v2. */
@NullMarked
package org.xraystream.ehr;

import org.jspecify.annotations.NullMarked;
