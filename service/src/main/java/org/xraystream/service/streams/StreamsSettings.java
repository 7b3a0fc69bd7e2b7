package org.xraystream.service.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/** Settings of a Kafka Streams application that carries images: our defaults, over which the operator's are put. */
public final class StreamsSettings {

    private static final int BUFFERED_RECORDS = 32;
    private static final int SESSION_TIMEOUT_MS = 6_000;
    private static final int HEARTBEAT_MS = 1_500;
    private static final int PRODUCER_MEMORY = 96 * 1024 * 1024;
    private static final int RETRY_BACKOFF_MS = 20;
    private static final int BATCH_BYTES = 256 * 1024;

    private StreamsSettings() {}

    /** Settings of an application that writes exactly once and sends what it cannot decode or process to the dead letters. */
    public static Properties forImages(String applicationId, Connection connection) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(
                StreamsConfig.NUM_STREAM_THREADS_CONFIG, Runtime.getRuntime().availableProcessors());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedStores.class);

        settings.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UndecodableRecordHandler.class);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnprocessableRecordHandler.class);

        // Streams buffers by count, and a count of images is a lot of memory.
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BUFFERED_RECORDS);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.LARGEST_REQUEST);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), PRODUCER_MEMORY);
        // One prepared scan fills a batch of the default size, and the broker works by the request.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);

        // The next transaction of a thread may come while the brokers still finish the one before, and is asked to
        // wait.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_BACKOFF_MS);

        // With the defaults a killed instance is missed for 45 seconds.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MS);

        settings.putAll(connection.kafka());
        var properties = new Properties();
        properties.putAll(settings);
        return properties;
    }
}
