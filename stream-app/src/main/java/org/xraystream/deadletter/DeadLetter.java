package org.xraystream.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that was no scan, without its content, which may be anything.
 *
 * @param key as UTF-8
 * @param size bytes of the content
 * @param headers as UTF-8, each cut at {@value #LONGEST_HEADER} characters
 * @param source the topic that it came from
 * @param redriven when it was sent once more
 */
public record DeadLetter(
        int partition,
        long offset,
        Instant at,
        @Nullable String key,
        int size,
        Map<String, String> headers,
        @Nullable String source,
        @Nullable Instant redriven) {

    static final int LONGEST_HEADER = 4_000;
    static final String SOURCE_TOPIC = "__streams.errors.topic";

    static DeadLetter of(ConsumerRecord<byte[], byte[]> record, @Nullable Instant redriven) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                String text = new String(header.value(), StandardCharsets.UTF_8);
                headers.put(header.key(), text.substring(0, Math.min(text.length(), LONGEST_HEADER)));
            }
        }
        return new DeadLetter(
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
                record.value() == null ? 0 : record.value().length,
                headers,
                headers.get(SOURCE_TOPIC),
                redriven);
    }
}
