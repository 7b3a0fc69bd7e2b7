/** Whether a challenger may replace the champion. */
@NullMarked
package org.xraystream.promotion;

import org.jspecify.annotations.NullMarked;
