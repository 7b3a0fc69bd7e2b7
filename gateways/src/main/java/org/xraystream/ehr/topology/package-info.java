/** From what is said of scans to what record systems are told. */
@NullMarked
package org.xraystream.ehr.topology;

import org.jspecify.annotations.NullMarked;
