package org.xraystream.topology;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.xraystream.engine.Model;
import org.xraystream.engine.SiteJudge;
import org.xraystream.event.ContentReference;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.DiagnosisStatus;
import org.xraystream.event.Finding;
import org.xraystream.event.PreparedScan;
import org.xraystream.event.Probabilities;
import org.xraystream.event.QualityFlag;
import org.xraystream.event.RejectionReason;
import org.xraystream.event.Scan;
import org.xraystream.event.TriagePriority;
import org.xraystream.event.View;
import org.xraystream.gate.AcquisitionTags;
import org.xraystream.image.EncodedImage;
import org.xraystream.model.SiteCalibration;
import org.xraystream.reading.ActivationMapImage;
import org.xraystream.reading.Reading;
import org.xraystream.reading.Reading.Classified;
import org.xraystream.reading.Reading.Rejected;
import org.xraystream.reading.ScanReader;
import org.xraystream.service.release.ContentFetcher;
import org.xraystream.serving.ServingModel;

/**
 * Reads one scan with the model in force and says in events what came of it. Depends on nothing but the scan, the
 * model and the clock.
 *
 * <p>Thread-safe.
 */
final class ScanReading {

    private final ServingModel serving;
    private final ScanReader reader;
    private final SiteCalibration site;
    private final ContentFetcher fetcher;
    private final Clock clock;

    ScanReading(ServingModel serving, ScanReader reader, SiteCalibration site, ContentFetcher fetcher, Clock clock) {
        this.serving = serving;
        this.reader = reader;
        this.site = site;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    Outcome read(ReceivedScan received, Scan scan) {
        byte[] content;
        try {
            content = contentOf(scan);
        } catch (IOException e) {
            return received.refused(
                    RejectionReason.PAYLOAD_UNAVAILABLE, String.valueOf(e.getMessage()), clock.instant());
        }
        var image = new EncodedImage(scan.getContentType(), content);
        return serving.with(model -> {
            Reading result = reader.read(image, tagsOf(scan), new SiteJudge(model, site));
            return result instanceof Rejected rejected
                    ? received.refused(
                            RejectionReason.valueOf(rejected.reason().name()), rejected.detail(), clock.instant())
                    : diagnosed(received, scan, (Classified) result, model);
        });
    }

    private byte[] contentOf(Scan scan) throws IOException {
        if (scan.getPayload() instanceof ContentReference reference) {
            return fetcher.fetch(reference);
        }
        ByteBuffer payload = (ByteBuffer) scan.getPayload();
        boolean isWholeArray =
                payload.hasArray() && payload.arrayOffset() == 0 && payload.remaining() == payload.array().length;
        if (isWholeArray) {
            return payload.array();
        }
        byte[] copy = new byte[payload.remaining()];
        payload.duplicate().get(copy);
        return copy;
    }

    private static AcquisitionTags tagsOf(Scan scan) {
        Integer age = scan.getAgeMonths();
        return new AcquisitionTags(
                Optional.ofNullable(scan.getBodyPart()),
                Optional.of(scan.getView()).filter(view -> view != View.UNKNOWN).map(View::name),
                age == null ? OptionalInt.empty() : OptionalInt.of(age));
    }

    private Outcome diagnosed(ReceivedScan received, Scan scan, Classified reading, Model model) {
        Instant now = clock.instant();
        var probabilities = reading.probabilities();
        Finding finding = Finding.valueOf(reading.finding().name());
        var diagnosis = Diagnosis.newBuilder()
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
                .setDecidedAt(now)
                .setSource(received.source())
                .build();
        var prepared = PreparedScan.newBuilder()
                .setScanId(scan.getScanId())
                .setPatientPseudonym(scan.getPatientPseudonym())
                .setSite(scan.getSite())
                .setPreprocessing(model.preprocessing().id())
                .setWidth(reading.prepared().width())
                .setHeight(reading.prepared().height())
                .setPixels(ByteBuffer.wrap(reading.prepared().pixels()))
                .setCapturedAt(scan.getCapturedAt())
                .build();
        return new Outcome.Diagnosed(diagnosis, prepared);
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
