package org.xraystream.demo;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.xraystream.event.Scan;
import org.xraystream.event.View;
import org.xraystream.topic.Topics;

/** A simulated X-ray machine: sends each image as a scan of its own, with an id that was never used before. */
final class Modality {

    private static final int CHILDS_AGE_MONTHS = 36;

    private final Producer<String, Scan> producer;
    private final Ledger ledger;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    Modality(Producer<String, Scan> producer, Ledger ledger) {
        this.producer = producer;
        this.ledger = ledger;
    }

    /**
     * Sends a scan without waiting for the broker.
     *
     * @throws KafkaException if an earlier scan could not be sent
     */
    void send(DemoImage image) {
        Exception earlier = failure.get();
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
        var unused = producer.send(new ProducerRecord<>(Topics.SCANS.name(), scanId, scan), (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
    }

    /** A UID from a random UUID (DICOM PS3.5, B.2). */
    private static String newUid() {
        UUID uuid = UUID.randomUUID();
        return "2.25." + new BigInteger(uuid.toString().replace("-", ""), 16);
    }
}
