package org.xraystream.modality;

import static org.xraystream.event.RejectionReason.TOO_LARGE;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.xraystream.event.Scan;
import org.xraystream.event.Sex;
import org.xraystream.event.View;
import org.xraystream.topic.Topics;

/**
 * What is known of a radiograph beside its pixels, and how both become a scan event.
 *
 * @param patientPseudonym see {@link Pseudonyms}
 * @param site the hospital or clinic
 * @param ageMonths age at capture in completed months
 * @param view direction of the beam
 * @param capturedAt when the radiograph was taken
 */
public record Acquisition(String patientPseudonym, String site, OptionalInt ageMonths, View view, Instant capturedAt) {

    /** Most bytes of an image that travels inside its event; the rest of the record needs some room. */
    public static final int MAX_IMAGE_BYTES = Topics.LARGEST_RECORD - 64 * 1024;

    private static final int MOST_MONTHS = 150 * 12;

    public Acquisition {
        if (site.isBlank()) {
            throw new IllegalArgumentException("site: must not be blank");
        }
        if (ageMonths.isPresent() && (ageMonths.getAsInt() < 0 || ageMonths.getAsInt() > MOST_MONTHS)) {
            throw new IllegalArgumentException(
                    "ageMonths: " + ageMonths.getAsInt() + " given, 0 to " + MOST_MONTHS + " allowed");
        }
    }

    /**
     * The event for an image taken this way.
     *
     * @param scanId the SOP Instance UID; without one the id is derived from the content ({@link ScanId})
     * @param image the encoded image; not copied, must not be changed afterwards
     * @throws RefusedImageException TOO_LARGE if the image is larger than {@link #MAX_IMAGE_BYTES}
     */
    public Scan scanOf(Optional<String> scanId, byte[] image) throws RefusedImageException {
        if (image.length > MAX_IMAGE_BYTES) {
            throw new RefusedImageException(
                    TOO_LARGE, image.length + " bytes, at most " + MAX_IMAGE_BYTES + " travel in a scan");
        }
        Scan.Builder scan = Scan.newBuilder()
                .setScanId(scanId.orElseGet(() -> ScanId.of(image)))
                .setPatientPseudonym(patientPseudonym)
                .setSex(Sex.UNKNOWN)
                .setBodyPart("CHEST")
                .setView(view)
                .setSite(site)
                .setCapturedAt(capturedAt)
                .setContentType(ContentType.of(image))
                .setPayload(ByteBuffer.wrap(image));
        ageMonths.ifPresent(scan::setAgeMonths);
        return scan.build();
    }
}
