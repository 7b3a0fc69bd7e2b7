package org.xraystream.modality;

import static org.xraystream.event.RejectionReason.INCOMPLETE_SCAN;
import static org.xraystream.event.RejectionReason.NOT_A_CHEST_RADIOGRAPH;
import static org.xraystream.event.RejectionReason.TOO_LARGE;
import static org.xraystream.event.RejectionReason.UNSUPPORTED_FORMAT;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.xraystream.dicom.DataSet;
import org.xraystream.dicom.DicomFile;
import org.xraystream.dicom.Tag;
import org.xraystream.event.Scan;
import org.xraystream.event.Sex;
import org.xraystream.event.View;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.ImageLimits;
import org.xraystream.image.StoredPixels;

/**
 * Makes scan events of DICOM files. The patient becomes a pseudonym and an age in months; names, birth dates, addresses,
 * comments and private elements are never even looked at ({@link Tag} does not name them, but for the birth date), and the
 * image that travels is a new file of pixels ({@link PixelFile}). An image that says of itself that text is burned into it
 * is refused, since that text may be a name.
 *
 * <p>Immutable and thread-safe.
 */
public final class DicomScans {
    /** More than any radiograph has, not compressed. */
    public static final int MOST_BYTES = 64 << 20;

    /** Who makes pictures of scans. */
    public static final String MANUFACTURER = "Xraystream";

    private static final Pattern UID = Pattern.compile("[0-9]+(\\.[0-9]+)+");
    private static final int LONGEST_UID = 64;
    private static final Pattern CODE = Pattern.compile("[A-Z0-9_ ]{1,16}");
    private static final int LONGEST_TEXT = 64;

    /** Computed and digital radiography. */
    private static final Set<String> MODALITIES = Set.of("CR", "DX");

    private final Pseudonyms pseudonyms;
    private final Optional<String> site;
    private final ZoneId zone;
    private final Clock clock;

    /**
     * Scans of one site.
     *
     * @param site what the site is called; where empty, each file's institution
     * @param zone in which the modalities tell the time
     * @param clock tells when a scan was taken that does not tell itself
     */
    public DicomScans(Pseudonyms pseudonyms, Optional<String> site, ZoneId zone, Clock clock) {
        this.pseudonyms = pseudonyms;
        this.site = site;
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * Finds what is in a file, without looking at its pixels.
     *
     * @throws RefusedImageException if it is no DICOM file that we read
     */
    public static DicomFile read(byte[] content) throws RefusedImageException {
        if (content.length > MOST_BYTES) {
            throw new RefusedImageException(TOO_LARGE, "more than " + MOST_BYTES + " bytes");
        }
        if (!DicomFile.begins(content)) {
            throw new RefusedImageException(UNSUPPORTED_FORMAT, "no DICOM file");
        }
        try {
            return DicomFile.read(content);
        } catch (UnacceptableImageException e) {
            throw RefusedImageException.of(e);
        }
    }

    /** Whether it is a picture that Xraystream made of a scan. */
    static boolean isOurs(DicomFile file) {
        return file.dataSet().text(Tag.MANUFACTURER).orElse("").equals(MANUFACTURER);
    }

    /** The id that the scan has, or will have: its SOP Instance UID. */
    public static String scanIdOf(DicomFile file) throws RefusedImageException {
        return file.dataSet()
                .text(Tag.SOP_INSTANCE_UID)
                .filter(DicomScans::isUid)
                .orElseThrow(() -> new RefusedImageException(INCOMPLETE_SCAN, "no SOP Instance UID"));
    }

    static boolean isUid(String text) {
        return text.length() <= LONGEST_UID && UID.matcher(text).matches();
    }

    /**
     * The event for a file.
     *
     * @throws RefusedImageException if it is not for us, or its pixels cannot be decoded
     */
    public Scan scanOf(DicomFile file) throws RefusedImageException {
        DataSet tags = file.dataSet();
        requireRadiograph(tags);
        var times = new AcquisitionTimes(tags, zone);
        String scanId = scanIdOf(file);
        Scan.Builder scan = Scan.newBuilder()
                .setScanId(scanId)
                .setPatientPseudonym(pseudonym(tags))
                .setSex(sex(tags))
                .setView(view(tags))
                .setSite(site(tags))
                .setCapturedAt(times.capturedAt().orElseGet(() -> now()))
                .setContentType(ContentType.DICOM.mediaType());
        tags.text(Tag.STUDY_INSTANCE_UID).filter(DicomScans::isUid).ifPresent(scan::setStudyUid);
        tags.text(Tag.ACCESSION_NUMBER).filter(DicomScans::isShort).ifPresent(scan::setAccessionNumber);
        tags.text(Tag.BODY_PART_EXAMINED)
                .map(DicomScans::upper)
                .filter(part -> CODE.matcher(part).matches())
                .ifPresent(scan::setBodyPart);
        tags.text(Tag.STATION_NAME).filter(DicomScans::isShort).ifPresent(scan::setDevice);
        times.ageMonths().ifPresent(scan::setAgeMonths);
        return scan.setPayload(ByteBuffer.wrap(pixels(file, scanId))).build();
    }

    private static void requireRadiograph(DataSet tags) throws RefusedImageException {
        String modality = tags.text(Tag.MODALITY).map(DicomScans::upper).orElse("");
        if (!MODALITIES.contains(modality)) {
            throw new RefusedImageException(
                    NOT_A_CHEST_RADIOGRAPH,
                    "modality " + (modality.matches("[A-Z]{2,16}") ? modality : "unknown") + ", CR and DX are taken");
        }
        if (tags.text(Tag.BURNED_IN_ANNOTATION)
                .map(DicomScans::upper)
                .orElse("")
                .equals("YES")) {
            throw new RefusedImageException(UNSUPPORTED_FORMAT, "text is burned into the image, perhaps a name");
        }
    }

    /** Where a modality knows no id, the study stands for the patient: a child without a name is to be seen too. */
    private String pseudonym(DataSet tags) throws RefusedImageException {
        Optional<String> patient = tags.text(Tag.PATIENT_ID);
        Optional<String> study = tags.text(Tag.STUDY_INSTANCE_UID).map(uid -> "study " + uid);
        return patient.or(() -> study)
                .map(pseudonyms::of)
                .orElseThrow(() -> new RefusedImageException(INCOMPLETE_SCAN, "neither patient nor study has an id"));
    }

    private String site(DataSet tags) throws RefusedImageException {
        return site.or(() -> tags.text(Tag.INSTITUTION_NAME).filter(DicomScans::isShort))
                .orElseThrow(() -> new RefusedImageException(
                        INCOMPLETE_SCAN, "no institution, and modality.site does not name one"));
    }

    private static Sex sex(DataSet tags) {
        return switch (tags.text(Tag.PATIENT_SEX).orElse("")) {
            case "F" -> Sex.FEMALE;
            case "M" -> Sex.MALE;
            case "O" -> Sex.OTHER;
            default -> Sex.UNKNOWN;
        };
    }

    private static View view(DataSet tags) {
        return switch (tags.text(Tag.VIEW_POSITION).map(DicomScans::upper).orElse("")) {
            case "" -> View.UNKNOWN;
            case "PA" -> View.PA;
            case "AP" -> View.AP;
            case "LL", "RL", "LAT", "LATERAL" -> View.LATERAL;
            default -> View.OTHER;
        };
    }

    private static byte[] pixels(DicomFile file, String scanId) throws RefusedImageException {
        try {
            return PixelFile.of(file, StoredPixels.of(file, ImageLimits.RADIOGRAPHS), scanId);
        } catch (UnacceptableImageException e) {
            throw RefusedImageException.of(e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static boolean isShort(String text) {
        return text.length() <= LONGEST_TEXT;
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
