/** What an evaluation found, written for the people who must decide whether to trust the model. */
@NullMarked
package org.xraystream.report;

import org.jspecify.annotations.NullMarked;
