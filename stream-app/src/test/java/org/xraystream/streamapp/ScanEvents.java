package org.xraystream.streamapp;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.xraystream.event.Scan;
import org.xraystream.event.View;
import org.xraystream.image.EncodedImage;

/** Scan events by name. */
public final class ScanEvents {

    private ScanEvents() {}

    /** A complete scan of a three-year-old with this image. */
    public static Scan scan(String scanId, EncodedImage image) {
        return Scan.newBuilder()
                .setScanId(scanId)
                .setStudyUid("2.25.7")
                .setAccessionNumber("A7")
                .setPatientPseudonym("child-of-" + scanId)
                .setAgeMonths(36)
                .setBodyPart("CHEST")
                .setView(View.AP)
                .setSite("test-site")
                .setCapturedAt(Instant.parse("2026-01-01T00:00:00Z"))
                .setContentType(image.contentType())
                .setPayload(ByteBuffer.wrap(image.content()))
                .build();
    }
}
