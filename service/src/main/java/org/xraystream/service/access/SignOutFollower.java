package org.xraystream.service.access;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditEvent;
import org.xraystream.event.AuditOutcome;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.Follower;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/** Learns from {@code xray.audit} which sessions have been ended, at whichever instance, and goes on doing so. */
public final class SignOutFollower implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SignOutFollower.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Connection connection;
    private final EndedSessions ended;
    private final Clock clock;
    private final Deserializer<AuditEvent> deserializer;
    private final Follower follower;

    SignOutFollower(Connection connection, SchemaRegistry registry, EndedSessions ended, Clock clock) {
        this.connection = connection;
        this.ended = ended;
        this.clock = clock;
        this.deserializer = Topics.AUDIT.valueSerde(registry).deserializer();
        this.follower = new Follower("sign-outs", this::follow);
    }

    private void follow(Follower following) throws InterruptedException {
        try (var reader = new TopicReader(connection, List.of(Topics.AUDIT))) {
            if (reader.partitions().isEmpty()) {
                return;
            }
            reader.seek(clock.instant().minus(ended.longest()));
            while (following.goesOn()) {
                reader.readToEnd(this::take);
                ended.complete();
                following.pause(PAUSE);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            AuditEvent event = deserializer.deserialize(record.topic(), record.value());
            if (event.getAct() == AuditAct.SIGN_OUT && event.getOutcome() == AuditOutcome.DONE) {
                ended.add(event.getSubject());
            }
        } catch (SerializationException e) {
            log.atError()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("cause", e.getMessage())
                    .log("record is no audit event, passed over");
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}
