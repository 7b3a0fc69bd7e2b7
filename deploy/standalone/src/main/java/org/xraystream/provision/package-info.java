/** What a cluster must have before the product runs on it: topics, users and their rights. */
@NullMarked
package org.xraystream.provision;

import org.jspecify.annotations.NullMarked;
