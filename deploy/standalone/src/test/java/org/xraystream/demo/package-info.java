/** Tests of the demonstration. */
@NullMarked
package org.xraystream.demo;

import org.jspecify.annotations.NullMarked;
