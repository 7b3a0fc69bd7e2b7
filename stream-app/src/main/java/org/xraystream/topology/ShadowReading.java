package org.xraystream.topology;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.engine.Model;
import org.xraystream.engine.SiteJudge;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Scan;
import org.xraystream.reading.AcceptedImage;
import org.xraystream.reading.Reading;
import org.xraystream.reading.Reading.Classified;
import org.xraystream.serving.ServingModel;

/**
 * Lets the shadow read a share of what the champion has diagnosed, and counts how often the two agree. Whatever happens
 * to the shadow, the champion's result stands.
 *
 * <p>Thread-safe.
 */
final class ShadowReading {

    private static final Logger log = LoggerFactory.getLogger(ShadowReading.class);

    private final ServingModel serving;
    private final ShadowShare share;
    private final DiagnosisEvents events;
    private final MeterRegistry metrics;

    ShadowReading(ServingModel serving, ShadowShare share, DiagnosisEvents events, MeterRegistry metrics) {
        this.serving = serving;
        this.share = share;
        this.events = events;
        this.metrics = metrics;
    }

    /** What the shadow says of the scan; empty where it is not asked, refuses the scan or fails. */
    Optional<Diagnosis> read(ReceivedScan received, Scan scan, AcceptedImage image, Diagnosis ofChampion) {
        if (!share.includes(scan.getScanId())) {
            return Optional.empty();
        }
        try {
            return serving.withShadow(shadow -> diagnose(received, scan, image, ofChampion, shadow))
                    .flatMap(diagnosis -> diagnosis);
        } catch (RuntimeException e) {
            count("failed");
            log.atWarn().addKeyValue("scanId", scan.getScanId()).setCause(e).log("shadow failed on a scan");
            return Optional.empty();
        }
    }

    private Optional<Diagnosis> diagnose(
            ReceivedScan received, Scan scan, AcceptedImage image, Diagnosis ofChampion, Model shadow) {
        if (shadow.version().equals(ofChampion.getModelVersion())) {
            // The shadow became champion, or the other way round, while this scan was read.
            return Optional.empty();
        }
        Reading reading = image.readBy(new SiteJudge(shadow, events.site()));
        if (!(reading instanceof Classified classified)) {
            count("rejected");
            return Optional.empty();
        }
        Diagnosis diagnosis = events.diagnosis(received, scan, classified, shadow);
        count(diagnosis.getFinding() == ofChampion.getFinding() ? "agreed" : "differed");
        return Optional.of(diagnosis);
    }

    private void count(String outcome) {
        metrics.counter("xraystream.shadow.readings", "outcome", outcome).increment();
    }
}
