/** What a model remembers of the radiographs it was made from, so that it can tell what is unlike them. */
@NullMarked
package org.xraystream.reference;

import org.jspecify.annotations.NullMarked;
