package org.xraystream.modality;

import java.util.Arrays;
import java.util.HexFormat;

/** The media type of an image, by its first bytes. */
enum ContentType {
    JPEG("image/jpeg", 0, "ffd8ff"),
    PNG("image/png", 0, "89504e470d0a1a0a"),
    DICOM("application/dicom", 128, "4449434d");

    private static final String UNKNOWN = "application/octet-stream";

    private final String mediaType;
    private final int offset;
    private final String magic;

    /** @param magic hexadecimal, found at the offset */
    ContentType(String mediaType, int offset, String magic) {
        this.mediaType = mediaType;
        this.offset = offset;
        this.magic = magic;
    }

    /** The media type; {@code application/octet-stream} for what begins like none of ours. */
    static String of(byte[] content) {
        return Arrays.stream(values())
                .filter(type -> type.begins(content))
                .map(type -> type.mediaType)
                .findFirst()
                .orElse(UNKNOWN);
    }

    String mediaType() {
        return mediaType;
    }

    private boolean begins(byte[] content) {
        int end = offset + magic.length() / 2;
        return content.length >= end
                && HexFormat.of().formatHex(content, offset, end).equals(magic);
    }
}
