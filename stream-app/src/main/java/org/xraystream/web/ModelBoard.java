package org.xraystream.web;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.LiveQuality;
import org.xraystream.event.ModelRelease;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.release.ReleaseHistory;
import org.xraystream.service.release.ReleaseLoader;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/**
 * What has been released and how it does, read on to the present end whenever somebody looks. Bundles are not kept: the
 * card of a model is read from its release when it is first wanted.
 *
 * <p>Thread-safe.
 */
final class ModelBoard implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ModelBoard.class);

    private final Connection connection;
    private final ReleaseLoader loader;
    private final Deserializer<ModelRelease> releaseOf;
    private final Deserializer<LiveQuality> qualityOf;
    private final TopicReader reader;
    private final List<ModelRelease> releases = new ArrayList<>();
    private final Map<String, Long> places = new HashMap<>();
    private final Map<String, LiveQuality> qualities = new TreeMap<>();
    private final Map<String, ModelCard> cards = new HashMap<>();

    ModelBoard(Connection connection, SchemaRegistry registry, ReleaseLoader loader) {
        this.connection = connection;
        this.loader = loader;
        releaseOf = Topics.MODELS.valueSerde(registry).deserializer();
        qualityOf = Topics.QUALITY.valueSerde(registry).deserializer();
        reader = new TopicReader(connection, List.of(Topics.MODELS, Topics.QUALITY));
        reader.seekToBeginning();
    }

    /** All releases, without their bundles. */
    synchronized ReleaseHistory history() {
        reader.readToEnd(this::note);
        return new ReleaseHistory(releases);
    }

    /** How each model does, by version. */
    synchronized List<LiveQuality> qualities() {
        reader.readToEnd(this::note);
        return List.copyOf(qualities.values());
    }

    /** The card of a model; empty where no such model was released, or its bundle cannot be read. */
    synchronized Optional<ModelCard> card(String version) {
        ModelCard known = cards.get(version);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ModelCard> read = bundle(version).map(ModelCard::of);
        read.ifPresent(card -> cards.put(version, card));
        return read;
    }

    private Optional<ModelBundle> bundle(String version) {
        reader.readToEnd(this::note);
        Long place = places.get(version);
        if (place == null) {
            return Optional.of(ModelBundle.shipped())
                    .filter(shipped -> shipped.manifest().version().equals(version));
        }
        try (var one = new TopicReader(connection, List.of(Topics.MODELS))) {
            var at = one.at(new TopicPartition(Topics.MODELS.name(), 0), place);
            return at instanceof TopicReader.Place.Occupied occupied
                    ? Optional.of(loader.bundleOf(releaseOf.deserialize(
                            Topics.MODELS.name(), occupied.record().value())))
                    : Optional.empty();
        } catch (InvalidBundleException e) {
            log.atWarn().addKeyValue("modelVersion", version).log("bundle of a release cannot be read");
            return Optional.empty();
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            if (record.topic().equals(Topics.MODELS.name())) {
                ModelRelease release = releaseOf.deserialize(record.topic(), record.value());
                releases.add(ModelRelease.newBuilder(release)
                        .setBundle(ByteBuffer.allocate(0))
                        .build());
                places.put(release.getVersion(), record.offset());
            } else {
                LiveQuality quality = qualityOf.deserialize(record.topic(), record.value());
                qualities.put(quality.getModelVersion(), quality);
            }
        } catch (SerializationException e) {
            log.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("offset", record.offset())
                    .log("record cannot be read and is passed over");
        }
    }

    @Override
    public synchronized void close() {
        reader.close();
    }
}
