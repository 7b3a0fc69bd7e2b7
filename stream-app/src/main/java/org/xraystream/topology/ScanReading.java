package org.xraystream.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import org.xraystream.engine.Model;
import org.xraystream.engine.SiteJudge;
import org.xraystream.event.ContentReference;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.RejectionReason;
import org.xraystream.event.Scan;
import org.xraystream.event.View;
import org.xraystream.gate.AcquisitionTags;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.EncodedImage;
import org.xraystream.model.SiteCalibration;
import org.xraystream.reading.AcceptedImage;
import org.xraystream.reading.Reading;
import org.xraystream.reading.Reading.Classified;
import org.xraystream.reading.Reading.Rejected;
import org.xraystream.reading.ScanReader;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.content.ContentUnavailableException;
import org.xraystream.service.content.PatientFetcher;
import org.xraystream.serving.ServingModel;

/**
 * Reads one scan with the models in force and says in events what came of it. Depends on nothing but the scan, the
 * models and the clock.
 *
 * <p>Thread-safe.
 */
public final class ScanReading {

    private final ServingModel serving;
    private final ScanReader reader;
    private final PatientFetcher fetcher;
    private final DiagnosisEvents events;
    private final ShadowReading shadow;

    ScanReading(
            ServingModel serving,
            ScanReader reader,
            ContentFetcher fetcher,
            DiagnosisEvents events,
            ShadowReading shadow) {
        this.serving = serving;
        this.reader = reader;
        this.fetcher = new PatientFetcher(fetcher, events.clock());
        this.events = events;
        this.shadow = shadow;
    }

    /** Reads by the champion alone. */
    public static ScanReading byChampion(
            ServingModel serving, ScanReader reader, ContentFetcher fetcher, SiteCalibration site, Clock clock) {
        var events = new DiagnosisEvents(site, clock);
        var nothing = new ShadowReading(serving, new ShadowShare(0), events, new SimpleMeterRegistry());
        return new ScanReading(serving, reader, fetcher, events, nothing);
    }

    /**
     * What comes of this scan; never fails for what the scan is like.
     *
     * @throws ContentUnavailableException if its payload lies elsewhere and cannot be had now
     */
    public Outcome read(ReceivedScan received, Scan scan) {
        try {
            AcceptedImage image =
                    reader.accept(new EncodedImage(scan.getContentType(), contentOf(received, scan)), tagsOf(scan));
            return serving.with(champion -> judge(received, scan, image, champion));
        } catch (IOException e) {
            return received.refused(
                    RejectionReason.PAYLOAD_UNAVAILABLE,
                    String.valueOf(e.getMessage()),
                    events.clock().instant());
        } catch (UnacceptableImageException e) {
            return refused(received, e.reason(), e.detail());
        }
    }

    private Outcome judge(ReceivedScan received, Scan scan, AcceptedImage image, Model champion) {
        Reading reading = image.readBy(new SiteJudge(champion, events.site()));
        if (reading instanceof Rejected rejected) {
            return refused(received, rejected.reason(), rejected.detail());
        }
        Classified classified = (Classified) reading;
        Diagnosis diagnosis = events.diagnosis(received, scan, classified, champion);
        return new Outcome.Diagnosed(
                diagnosis, events.prepared(scan, classified, champion), shadow.read(received, scan, image, diagnosis));
    }

    private Outcome refused(ReceivedScan received, org.xraystream.gate.RejectionReason reason, String detail) {
        return received.refused(
                RejectionReason.valueOf(reason.name()), detail, events.clock().instant());
    }

    private byte[] contentOf(ReceivedScan received, Scan scan) throws IOException {
        if (scan.getPayload() instanceof ContentReference reference) {
            return fetcher.fetch(reference, received.receivedAt());
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
}
