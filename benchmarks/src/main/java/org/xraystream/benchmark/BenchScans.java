package org.xraystream.benchmark;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.clients.admin.Admin;
import org.xraystream.event.Scan;
import org.xraystream.event.View;
import org.xraystream.image.EncodedImage;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/** Publishes the scans that benchmarks read. Thread-safe. */
final class BenchScans implements AutoCloseable {

    private final EventPublisher<Scan> publisher;

    private BenchScans(EventPublisher<Scan> publisher) {
        this.publisher = publisher;
    }

    /** Makes the topics where they are missing. */
    static BenchScans open(Connection connection, SchemaRegistry registry) throws InterruptedException {
        try (Admin admin = Admin.create(connection.clientSettings())) {
            Topics.createMissing(admin);
        }
        return new BenchScans(new EventPublisher<>(connection, registry, Topics.SCANS));
    }

    /** Sends a scan without waiting; who waits for its diagnosis notices one that the brokers did not take. */
    void send(String scanId, EncodedImage image) {
        Scan scan = Scan.newBuilder()
                .setScanId(scanId)
                .setPatientPseudonym("bench")
                .setSite("bench")
                .setView(View.AP)
                .setCapturedAt(Instant.now())
                .setContentType(image.contentType())
                .setPayload(ByteBuffer.wrap(image.content()))
                .build();
        var unused = publisher.publish(scanId, scan);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
