/** Whether a challenger may replace the champion, and how a release is published. */
@NullMarked
package org.xraystream.promotion;

import org.jspecify.annotations.NullMarked;
