package org.xraystream.dicom;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The DICOM attributes that the product knows (PS3.6). All others are passed over when a file is read, so that what is
 * kept of it does not grow with what is in it, and nothing can go on that is not named here.
 */
public enum Tag {
    TRANSFER_SYNTAX_UID(0x0002_0010, "UI"),
    SPECIFIC_CHARACTER_SET(0x0008_0005, "CS"),
    SOP_CLASS_UID(0x0008_0016, "UI"),
    SOP_INSTANCE_UID(0x0008_0018, "UI"),
    STUDY_DATE(0x0008_0020, "DA"),
    ACQUISITION_DATE(0x0008_0022, "DA"),
    CONTENT_DATE(0x0008_0023, "DA"),
    ACQUISITION_DATE_TIME(0x0008_002a, "DT"),
    STUDY_TIME(0x0008_0030, "TM"),
    ACQUISITION_TIME(0x0008_0032, "TM"),
    CONTENT_TIME(0x0008_0033, "TM"),
    ACCESSION_NUMBER(0x0008_0050, "SH"),
    MODALITY(0x0008_0060, "CS"),
    PRESENTATION_INTENT_TYPE(0x0008_0068, "CS"),
    MANUFACTURER(0x0008_0070, "LO"),
    INSTITUTION_NAME(0x0008_0080, "LO"),
    TIMEZONE_OFFSET_FROM_UTC(0x0008_0201, "SH"),
    STATION_NAME(0x0008_1010, "SH"),
    PATIENT_ID(0x0010_0020, "LO"),
    PATIENT_BIRTH_DATE(0x0010_0030, "DA"),
    PATIENT_SEX(0x0010_0040, "CS"),
    PATIENT_AGE(0x0010_1010, "AS"),
    BODY_PART_EXAMINED(0x0018_0015, "CS"),
    VIEW_POSITION(0x0018_5101, "CS"),
    STUDY_INSTANCE_UID(0x0020_000d, "UI"),
    SAMPLES_PER_PIXEL(0x0028_0002, "US"),
    PHOTOMETRIC_INTERPRETATION(0x0028_0004, "CS"),
    NUMBER_OF_FRAMES(0x0028_0008, "IS"),
    ROWS(0x0028_0010, "US"),
    COLUMNS(0x0028_0011, "US"),
    BITS_ALLOCATED(0x0028_0100, "US"),
    BITS_STORED(0x0028_0101, "US"),
    HIGH_BIT(0x0028_0102, "US"),
    PIXEL_REPRESENTATION(0x0028_0103, "US"),
    PIXEL_PADDING_VALUE(0x0028_0120, "US"),
    PIXEL_PADDING_RANGE_LIMIT(0x0028_0121, "US"),
    BURNED_IN_ANNOTATION(0x0028_0301, "CS"),
    WINDOW_CENTER(0x0028_1050, "DS"),
    WINDOW_WIDTH(0x0028_1051, "DS"),
    RESCALE_INTERCEPT(0x0028_1052, "DS"),
    RESCALE_SLOPE(0x0028_1053, "DS"),
    VOI_LUT_FUNCTION(0x0028_1056, "CS"),
    LOSSY_IMAGE_COMPRESSION(0x0028_2110, "CS"),
    LOSSY_IMAGE_COMPRESSION_RATIO(0x0028_2112, "DS"),
    LOSSY_IMAGE_COMPRESSION_METHOD(0x0028_2114, "CS"),
    MODALITY_LUT_SEQUENCE(0x0028_3000, "SQ"),
    LUT_DESCRIPTOR(0x0028_3002, "US"),
    LUT_DATA(0x0028_3006, "OW"),
    VOI_LUT_SEQUENCE(0x0028_3010, "SQ"),
    PIXEL_DATA(0x7fe0_0010, "OW");

    private static final Map<Integer, Tag> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Tag::code, Function.identity()));

    private final int code;
    private final String representation;

    Tag(int code, String representation) {
        this.code = code;
        this.representation = representation;
    }

    /** Group and element. */
    public int code() {
        return code;
    }

    /** The value representation with which we write it. */
    String representation() {
        return representation;
    }

    static Optional<Tag> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
