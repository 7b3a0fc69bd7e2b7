package org.xraystream.demo;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.ModelBundle;
import org.xraystream.recall.Recall;
import org.xraystream.recall.RecallResult;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.release.ReleaseDesk;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;

/** Somebody with the right to release and recall models by hand, as with the command {@code models}. For one thread. */
final class Administrator implements AutoCloseable {

    private final Connection connection;
    private final SchemaRegistry registry;

    Administrator(Connection connection) {
        this.connection = connection;
        registry = connection.schemaRegistry(Duration.ofSeconds(30));
    }

    /** Makes it champion, past all checks. */
    void release(ModelBundle bundle) throws InterruptedException {
        try (var desk = new ReleaseDesk(connection, registry, Clock.systemUTC(), "administrator")) {
            var unused = desk.release(ModelSlot.CHAMPION, bundle, "said to be better");
        }
    }

    /** Takes back what a version said, by the champion in force. */
    RecallResult recall(String version) throws InterruptedException {
        return Recall.byChampionInForce(
                connection,
                registry,
                ContentFetcher.from(Settings.of(Map.of()), Topics.LARGEST_RECORD),
                Clock.systemUTC(),
                version);
    }

    /** How many scans models have read that only watch. */
    int shadowDiagnoses() {
        var count = new AtomicInteger();
        try (var reader = new TopicReader(connection, List.of(Topics.SHADOW_DIAGNOSES))) {
            reader.seekToBeginning();
            reader.readToEnd(diagnosis -> count.incrementAndGet());
        }
        return count.get();
    }

    @Override
    public void close() {
        registry.close();
    }
}
