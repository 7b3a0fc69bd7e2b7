package org.xraystream.ehr.pacs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.xraystream.dicom.DataSet;
import org.xraystream.dicom.DerivedUid;
import org.xraystream.dicom.Tag;
import org.xraystream.ehr.fhir.ModelResult;
import org.xraystream.modality.DicomScans;

/**
 * The attributes of an overlay: a Secondary Capture Image (PS3.3, A.8.1, with the modules of C.8.6) that says in every way
 * DICOM has that it was derived by a machine. What tells of patient and study is not here: the archive takes that from the
 * study. Names the equipment in the Contributing Equipment Sequence too, as IHE's profile AI Results has it.
 *
 * <p>UIDs follow from the scan, the model and whether its result stands, so that an overlay made again is the same one.
 */
record SecondaryCapture(String scanId, ModelResult result, DataSet original) {
    private static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.7";
    private static final String SERIES_NUMBER = "9001";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** The series of a scan's overlays, of which one stands at a time. */
    static String seriesUid(String scanId) {
        return DerivedUid.of(("xraystream overlays of " + scanId).getBytes(UTF_8));
    }

    /** The overlay that says this of a scan. */
    static String instanceUid(String scanId, ModelResult result) {
        String status = result.isWithdrawn() ? "withdrawn" : "standing";
        return DerivedUid.of(
                ("xraystream overlay of " + scanId + " by " + result.modelVersion() + ", " + status).getBytes(UTF_8));
    }

    /** Names and values; times are those of this machine, as the times of the study are those of its site. */
    Map<String, Object> attributes() {
        Instant at = result.decidedAt();
        Map<String, Object> attributes = new TreeMap<>();
        attributes.put("SOPClassUID", SOP_CLASS);
        attributes.put("SOPInstanceUID", instanceUid(scanId, result));
        attributes.put("SeriesInstanceUID", seriesUid(scanId));
        attributes.put("SeriesNumber", SERIES_NUMBER);
        attributes.put("SeriesDescription", "Xraystream");
        attributes.put("InstanceNumber", "1");
        attributes.put("Modality", "OT");
        attributes.put("BodyPartExamined", "CHEST");
        attributes.put("ImageType", "DERIVED\\SECONDARY");
        attributes.put("ConversionType", "WSD");
        attributes.put("PatientOrientation", "");
        attributes.put("BurnedInAnnotation", "NO");
        for (String moment : List.of("InstanceCreation", "Series", "Content")) {
            attributes.put(moment + "Date", DATE.format(at));
            attributes.put(moment + "Time", TIME.format(at));
        }
        attributes.put("DateOfSecondaryCapture", DATE.format(at));
        attributes.put("TimeOfSecondaryCapture", TIME.format(at));
        attributes.put("AcquisitionDate", text(Tag.ACQUISITION_DATE));
        attributes.put("AcquisitionTime", text(Tag.ACQUISITION_TIME));
        attributes.put("DerivationDescription", description());
        attributes.put("SourceImageSequence", List.of(source()));
        attributes.put("ContributingEquipmentSequence", List.of(contribution()));
        attributes.putAll(equipment());
        addLoss(attributes);
        return attributes;
    }

    private String description() {
        String said = result.isWithdrawn()
                ? "AI result withdrawn"
                : "AI finding " + result.finding() + ", probability of pneumonia "
                        + result.probability().orElseThrow();
        return said + ", model " + result.modelVersion()
                + "; class activation map over the radiograph; made by a machine, not confirmed by a radiologist;"
                + " not a medical device";
    }

    private Map<String, Object> source() {
        return Map.of(
                "ReferencedSOPClassUID",
                text(Tag.SOP_CLASS_UID),
                "ReferencedSOPInstanceUID",
                scanId,
                "PurposeOfReferenceCodeSequence",
                List.of(code("121322", "Source image for image processing operation")));
    }

    private Map<String, Object> contribution() {
        Map<String, Object> contribution = new TreeMap<>(equipment());
        contribution.put("PurposeOfReferenceCodeSequence", List.of(code("109102", "Processing Equipment")));
        contribution.put("ContributionDateTime", DATE.format(result.decidedAt()) + TIME.format(result.decidedAt()));
        contribution.put("ContributionDescription", "Pneumonia classifier of chest radiographs");
        return contribution;
    }

    private Map<String, Object> equipment() {
        return Map.of(
                "Manufacturer",
                DicomScans.MANUFACTURER,
                "ManufacturerModelName",
                "Xraystream pneumonia classifier",
                "SoftwareVersions",
                result.modelVersion());
    }

    /** What was once compressed with loss stays so (C.7.6.1.1.5); the overlay itself is not compressed. */
    private void addLoss(Map<String, Object> attributes) {
        if (!text(Tag.LOSSY_IMAGE_COMPRESSION).equals("01")) {
            return;
        }
        attributes.put("LossyImageCompression", "01");
        original.text(Tag.LOSSY_IMAGE_COMPRESSION_RATIO)
                .ifPresent(ratio -> attributes.put("LossyImageCompressionRatio", ratio));
        original.text(Tag.LOSSY_IMAGE_COMPRESSION_METHOD)
                .ifPresent(method -> attributes.put("LossyImageCompressionMethod", method));
    }

    private String text(Tag tag) {
        return original.text(tag).orElse("");
    }

    private static Map<String, Object> code(String value, String meaning) {
        return Map.of("CodeValue", value, "CodingSchemeDesignator", "DCM", "CodeMeaning", meaning);
    }
}
