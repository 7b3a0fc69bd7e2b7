package org.xraystream.modality;

import org.xraystream.dicom.DerivedUid;

/**
 * Names a scan that has no SOP Instance UID by its content: the same bytes always get the same id, so that sending a scan
 * twice gives one diagnosis.
 */
public final class ScanId {

    private ScanId() {}

    /** The UID that follows from the content. */
    public static String of(byte[] content) {
        return DerivedUid.of(content);
    }
}
