package org.xraystream.demo;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.xraystream.event.Scan;
import org.xraystream.event.View;
import org.xraystream.service.events.EventPublisher;

/** A simulated X-ray machine: sends each image as a scan of its own, with an id that was never used before. */
final class Modality {

    private static final int CHILDS_AGE_MONTHS = 36;

    private final EventPublisher<Scan> publisher;
    private final Ledger ledger;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Modality(EventPublisher<Scan> publisher, Ledger ledger) {
        this.publisher = publisher;
        this.ledger = ledger;
    }

    /**
     * Sends a scan without waiting for the broker.
     *
     * @return its id
     * @throws KafkaException if an earlier scan could not be sent
     */
    String send(DemoImage image) {
        Throwable earlier = failure.get();
        if (earlier != null) {
            throw new KafkaException("a scan could not be sent", earlier);
        }
        String scanId = newUid();
        Scan scan = Scan.newBuilder()
                .setScanId(scanId)
                .setStudyUid(newUid())
                .setPatientPseudonym(image.child())
                .setAgeMonths(CHILDS_AGE_MONTHS)
                .setBodyPart("CHEST")
                .setView(View.AP)
                .setDevice("simulated-modality")
                .setSite("demo")
                .setCapturedAt(Instant.now())
                .setContentType(image.image().contentType())
                .setPayload(ByteBuffer.wrap(image.image().content()))
                .build();
        ledger.sent(scanId, image, System.nanoTime());
        var unused = publisher.publish(scanId, scan).exceptionally(exception -> {
            failure.compareAndSet(null, exception);
            throw new KafkaException(exception);
        });
        return scanId;
    }

    /** A UID from a random UUID (DICOM PS3.5, B.2). */
    private static String newUid() {
        UUID uuid = UUID.randomUUID();
        return "2.25." + new BigInteger(uuid.toString().replace("-", ""), 16);
    }
}
