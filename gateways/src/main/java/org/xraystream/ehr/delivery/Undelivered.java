package org.xraystream.ehr.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.tracing.Trace;
import org.xraystream.topic.Topics;

/** Keeps what a record system refused, as it came, with who refused it, why, and where it lay in its headers. */
final class Undelivered implements AutoCloseable {

    static final String DESTINATION = "xraystream.destination";
    static final String REASON = "xraystream.reason";
    static final String SOURCE = "xraystream.source";

    private final KafkaProducer<byte[], byte[]> producer;

    Undelivered(Connection connection) {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST_REQUEST);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Returns once it is safe.
     *
     * @throws KafkaException if the broker does not take it
     */
    void keep(ConsumerRecord<byte[], byte[]> record, String destination, String reason) throws InterruptedException {
        var kept = new ProducerRecord<>(Topics.UNDELIVERED.name(), record.key(), record.value());
        String source = record.partition() + "/" + record.offset();
        kept.headers()
                .add(DESTINATION, destination.getBytes(UTF_8))
                .add(REASON, reason.getBytes(UTF_8))
                .add(SOURCE, source.getBytes(UTF_8));
        Trace.into(kept.headers());
        try {
            var unused = producer.send(kept).get();
        } catch (ExecutionException e) {
            throw new KafkaException("a refused report cannot be kept: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
