package org.xraystream.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.xraystream.engine.Model;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.Finding;
import org.xraystream.event.PreparedScan;
import org.xraystream.event.Probabilities;
import org.xraystream.event.QualityFlag;
import org.xraystream.event.Scan;
import org.xraystream.event.TriagePriority;
import org.xraystream.gate.Likeness;
import org.xraystream.model.SiteCalibration;
import org.xraystream.reading.ActivationMapImage;
import org.xraystream.reading.Reading.Classified;

/**
 * Says in events what a model made of a scan.
 *
 * @param site what the models were corrected by
 */
record DiagnosisEvents(SiteCalibration site, Clock clock) {

    Diagnosis diagnosis(ReceivedScan received, Scan scan, Classified reading, Model model) {
        var probabilities = reading.probabilities();
        Finding finding = Finding.valueOf(reading.finding().name());
        return Diagnosis.newBuilder()
                .setDiagnosisId(diagnosisId(scan.getScanId(), model.version()))
                .setScanId(scan.getScanId())
                .setStudyUid(scan.getStudyUid())
                .setAccessionNumber(scan.getAccessionNumber())
                .setPatientPseudonym(scan.getPatientPseudonym())
                .setSite(scan.getSite())
                .setStatus(DiagnosisStatus.PRELIMINARY)
                .setFinding(finding)
                .setProbabilities(
                        new Probabilities(probabilities.normal(), probabilities.bacterial(), probabilities.viral()))
                .setSiteCalibration(siteCalibration().orElse(null))
                .setModelVersion(model.version())
                .setModelSha256(model.sha256())
                .setPreprocessing(model.preprocessing().id())
                .setPriority(priorityOf(finding))
                .setActivationMap(ByteBuffer.wrap(ActivationMapImage.png(reading.activationMap())))
                .setQualityFlags(reading.flags().stream()
                        .map(flag -> QualityFlag.valueOf(flag.name()))
                        .sorted()
                        .toList())
                .setCapturedAt(scan.getCapturedAt())
                .setReceivedAt(received.receivedAt())
                .setDecidedAt(clock.instant())
                .setSource(received.source())
                .setAcquisition(ReceivedScan.acquisitionOf(scan))
                .setLikenessDistance(reading.likeness().map(Likeness::distance).orElse(null))
                .setBrightness(reading.prepared().levels().mean())
                .setContrast(reading.prepared().levels().deviation())
                .build();
    }

    PreparedScan prepared(Scan scan, Classified reading, Model model) {
        return PreparedScan.newBuilder()
                .setScanId(scan.getScanId())
                .setPatientPseudonym(scan.getPatientPseudonym())
                .setSite(scan.getSite())
                .setPreprocessing(model.preprocessing().id())
                .setWidth(reading.prepared().width())
                .setHeight(reading.prepared().height())
                .setPixels(ByteBuffer.wrap(reading.prepared().pixels()))
                .setCapturedAt(scan.getCapturedAt())
                .build();
    }

    private Optional<org.xraystream.event.SiteCalibration> siteCalibration() {
        if (site.equals(SiteCalibration.NONE)) {
            return Optional.empty();
        }
        Double prevalence = site.prevalence() == 0 ? null : site.prevalence();
        return Optional.of(new org.xraystream.event.SiteCalibration(site.slope(), site.offset(), prevalence));
    }

    /** The same scan and model give the same id, so that a replay is recognised. */
    private static String diagnosisId(String scanId, String modelVersion) {
        return UUID.nameUUIDFromBytes((scanId + "/" + modelVersion).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static TriagePriority priorityOf(Finding finding) {
        return switch (finding) {
            case PNEUMONIA -> TriagePriority.URGENT;
            case UNCERTAIN -> TriagePriority.SOON;
            case NORMAL -> TriagePriority.ROUTINE;
        };
    }
}
