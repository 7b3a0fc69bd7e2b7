/** The reading room over HTTP: the JSON API of {@code openapi.yaml}. */
@NullMarked
package org.xraystream.web;

import org.jspecify.annotations.NullMarked;
