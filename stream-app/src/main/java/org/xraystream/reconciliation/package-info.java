/** Whether every scan has exactly one outcome: counted from the topics alone, beside the application that reads scans. */
@NullMarked
package org.xraystream.reconciliation;

import org.jspecify.annotations.NullMarked;
