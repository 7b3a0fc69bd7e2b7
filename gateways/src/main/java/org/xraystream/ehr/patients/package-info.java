/** Who the patient behind a pseudonym is, as the hospital says. */
@NullMarked
package org.xraystream.ehr.patients;

import org.jspecify.annotations.NullMarked;
