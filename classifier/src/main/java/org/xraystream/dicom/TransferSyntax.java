package org.xraystream.dicom;

import static org.xraystream.gate.RejectionReason.UNSUPPORTED_FORMAT;

import java.util.Arrays;
import org.xraystream.gate.UnacceptableImageException;

/** How a file's elements and pixels are encoded (PS3.5, section 10): those that are read, and those known not to be. */
public enum TransferSyntax {
    IMPLICIT_LITTLE_ENDIAN("1.2.840.10008.1.2"),
    EXPLICIT_LITTLE_ENDIAN("1.2.840.10008.1.2.1"),
    DEFLATED("1.2.840.10008.1.2.1.99"),
    RLE("1.2.840.10008.1.2.5"),
    JPEG_BASELINE("1.2.840.10008.1.2.4.50"),
    /** Read where its samples have 8 bits, as those of baseline. */
    JPEG_EXTENDED("1.2.840.10008.1.2.4.51"),
    JPEG_LOSSLESS("1.2.840.10008.1.2.4.57"),
    JPEG_LOSSLESS_FIRST_ORDER("1.2.840.10008.1.2.4.70"),
    JPEG_2000_LOSSLESS("1.2.840.10008.1.2.4.90"),
    JPEG_2000("1.2.840.10008.1.2.4.91");

    private final String uid;

    TransferSyntax(String uid) {
        this.uid = uid;
    }

    /** Its unique identifier. */
    public String uid() {
        return uid;
    }

    /**
     * The transfer syntax of this name.
     *
     * @throws UnacceptableImageException UNSUPPORTED_FORMAT for all that we do not read
     */
    static TransferSyntax of(String uid) throws UnacceptableImageException {
        return Arrays.stream(values())
                .filter(syntax -> syntax.uid.equals(uid))
                .findFirst()
                .orElseThrow(() ->
                        new UnacceptableImageException(UNSUPPORTED_FORMAT, "DICOM transfer syntax " + nameOf(uid)));
    }

    private static String nameOf(String uid) {
        return switch (uid) {
            case "1.2.840.10008.1.2.2" -> "explicit big endian";
            case "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81" -> "JPEG-LS";
            case "1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.202", "1.2.840.10008.1.2.4.203" -> "HTJ2K";
            default -> uid.matches("[0-9.]{1,64}") ? uid : "without a valid name";
        };
    }
}
