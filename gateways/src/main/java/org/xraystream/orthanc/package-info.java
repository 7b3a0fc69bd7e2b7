/** The DICOM node beside the gateways, by its REST interface. */
@NullMarked
package org.xraystream.orthanc;

import org.jspecify.annotations.NullMarked;
