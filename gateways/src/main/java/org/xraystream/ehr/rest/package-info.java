/** Reports handed to a FHIR server over REST. */
@NullMarked
package org.xraystream.ehr.rest;

import org.jspecify.annotations.NullMarked;
