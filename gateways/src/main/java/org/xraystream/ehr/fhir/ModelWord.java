package org.xraystream.ehr.fhir;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Device.DeviceNameType;
import org.hl7.fhir.r4.model.Media;
import org.hl7.fhir.r4.model.Media.MediaStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Finding;
import org.xraystream.event.Probabilities;
import org.xraystream.event.QualityFlag;
import org.xraystream.event.Rejection;
import org.xraystream.event.TriagePriority;

/**
 * What a model, or the gate before it, said of a scan. Its observation is never more than preliminary, whoever agrees with
 * it: a reader's finding is an observation of its own.
 */
final class ModelWord {

    private static final String UCUM = "http://unitsofmeasure.org";
    /** Digits of a probability; the model is calibrated to no more. */
    private static final int DIGITS = 4;

    private ModelWord() {}

    static boolean isRecalled(Diagnosis diagnosis) {
        return diagnosis.getQualityFlags().contains(QualityFlag.RECALLED);
    }

    static Device device(Diagnosis diagnosis) {
        var device = new Device();
        device.addIdentifier(model(diagnosis).identifier());
        device.addIdentifier(
                IdentifierSystem.MODEL_BUNDLE.of(diagnosis.getModelSha256()).identifier());
        device.addDeviceName().setName("Xraystream").setType(DeviceNameType.MODELNAME);
        device.addVersion().setValue(diagnosis.getModelVersion());
        device.addNote().setText("Not a medical device. Every finding must be confirmed by a radiologist.");
        return device;
    }

    static Identity model(Diagnosis diagnosis) {
        return IdentifierSystem.MODEL.of(diagnosis.getModelVersion());
    }

    static Observation observation(Diagnosis diagnosis, Reference device) {
        Observation observation = unvalued(diagnosis.getScanId())
                .setStatus(ObservationStatus.PRELIMINARY)
                .setEffective(Fhir.dateTime(diagnosis.getCapturedAt()))
                .setDevice(device);
        observation.setIssuedElement(Fhir.instant(diagnosis.getDecidedAt()));
        Findings.code(diagnosis.getFinding())
                .ifPresentOrElse(
                        finding -> observation.setValue(finding.concept()),
                        () -> observation
                                .setDataAbsentReason(Code.UNKNOWN.concept())
                                .addInterpretation(Code.INDETERMINATE.concept()));
        if (!isRecalled(diagnosis)) {
            addProbabilities(observation, diagnosis.getProbabilities());
        }
        observation
                .addComponent()
                .setCode(Code.TRIAGE_PRIORITY.concept())
                .setValue(priority(diagnosis.getPriority()).concept());
        diagnosis.getQualityFlags().forEach(flag -> observation.addNote().setText(words(flag)));
        return observation;
    }

    /** The observation that was not made. */
    static Observation observation(Rejection rejection) {
        Observation observation = unvalued(rejection.getScanId())
                .setStatus(ObservationStatus.CANCELLED)
                .setDataAbsentReason(Code.NOT_PERFORMED.concept());
        observation.setIssuedElement(Fhir.instant(rejection.getRejectedAt()));
        observation
                .addNote()
                .setText("The scan was not classified: " + rejection.getReason() + ", " + rejection.getDetail());
        return observation;
    }

    private static Observation unvalued(String scanId) {
        var observation = new Observation();
        observation.getMeta().addSecurity(Code.ASSERTED_BY_AI.coding());
        observation.addIdentifier(identity(scanId).identifier());
        observation.addCategory(Code.IMAGING.concept());
        return observation.setCode(Code.CHEST_FINDING.concept());
    }

    static Identity identity(String scanId) {
        return IdentifierSystem.MODEL_OBSERVATION.of(scanId);
    }

    private static void addProbabilities(Observation observation, Probabilities given) {
        addProbability(observation, Code.PNEUMONIA, given.getBacterial() + given.getViral());
        addProbability(observation, Code.BACTERIAL_PNEUMONIA, given.getBacterial());
        addProbability(observation, Code.VIRAL_PNEUMONIA, given.getViral());
        addProbability(observation, Code.NORMAL_CHEST, given.getNormal());
    }

    private static void addProbability(Observation observation, Code of, double probability) {
        CodeableConcept code =
                of.concept().setText("Probability: " + of.coding().getDisplay());
        observation
                .addComponent()
                .setCode(code)
                .setValue(new Quantity()
                        .setValue(rounded(probability))
                        .setSystem(UCUM)
                        .setCode("1"));
    }

    static BigDecimal rounded(double probability) {
        return BigDecimal.valueOf(probability).setScale(DIGITS, RoundingMode.HALF_UP);
    }

    private static Code priority(TriagePriority priority) {
        return switch (priority) {
            case ROUTINE -> Code.ROUTINE;
            case SOON -> Code.SOON;
            case URGENT -> Code.URGENT;
        };
    }

    private static String words(QualityFlag flag) {
        return "Quality: " + flag.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The map; that of a recalled model is withdrawn without its pixels. Empty where there is none. */
    static Optional<Media> activationMap(Diagnosis diagnosis, Reference device) {
        byte[] png = new byte[diagnosis.getActivationMap().remaining()];
        diagnosis.getActivationMap().duplicate().get(png);
        if (png.length == 0) {
            return Optional.empty();
        }
        var content = new Attachment().setTitle("Class activation map for pneumonia; brighter is more");
        var media = new Media();
        media.getMeta().addSecurity(Code.ASSERTED_BY_AI.coding());
        media.addIdentifier(mapIdentity(diagnosis.getScanId()).identifier());
        media.setStatus(MediaStatus.COMPLETED).setDevice(device).setCreated(Fhir.dateTime(diagnosis.getCapturedAt()));
        media.setIssuedElement(Fhir.instant(diagnosis.getDecidedAt()));
        if (isRecalled(diagnosis)) {
            media.setStatus(MediaStatus.ENTEREDINERROR);
        } else {
            content.setContentType("image/png").setData(png);
        }
        return Optional.of(media.setContent(content));
    }

    static Identity mapIdentity(String scanId) {
        return IdentifierSystem.ACTIVATION_MAP.of(scanId);
    }

    /** The finding in words; whose readers have not agreed on one, said so that nobody takes it for a radiologist's. */
    static String words(Diagnosis diagnosis, boolean isRead) {
        var given = diagnosis.getProbabilities();
        String said = isRecalled(diagnosis)
                ? "The model " + diagnosis.getModelVersion() + " was recalled and its result withdrawn."
                : "The model " + diagnosis.getModelVersion() + ": " + Findings.words(diagnosis.getFinding())
                        + " (probability of pneumonia "
                        + rounded(given.getBacterial() + given.getViral()).toPlainString() + ").";
        String unread = diagnosis.getFinding() == Finding.UNCERTAIN
                ? " A radiologist must read the scan."
                : " Not confirmed by a radiologist.";
        return isRead ? said : said + unread;
    }

    static String words(Rejection rejection, boolean isRead) {
        String said = "No model read the scan: " + rejection.getReason() + ".";
        return isRead ? said : said + " A radiologist must look at it.";
    }
}
