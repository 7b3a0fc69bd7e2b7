/** What benchmarks found, written and drawn for people who compare it. */
@NullMarked
package org.xraystream.benchmark.report;

import org.jspecify.annotations.NullMarked;
