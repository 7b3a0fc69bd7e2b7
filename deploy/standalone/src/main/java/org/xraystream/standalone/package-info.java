/** All parts of the product in one process tree. */
@NullMarked
package org.xraystream.standalone;

import org.jspecify.annotations.NullMarked;
