/** What has been said of a scan, and where a report on it stands. */
@NullMarked
package org.xraystream.ehr.history;

import org.jspecify.annotations.NullMarked;
