/** The reading room over HTTP: the JSON API of {@code openapi.yaml}, and the pages that use it. */
@NullMarked
package org.xraystream.web;

import org.jspecify.annotations.NullMarked;
