package org.xraystream.room;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.xraystream.dicom.DicomFile;
import org.xraystream.event.ContentReference;
import org.xraystream.event.PreparedScan;
import org.xraystream.event.Scan;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.AreaAveraging;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.GreyImage;
import org.xraystream.image.ImageDecoder;
import org.xraystream.image.ImageLimits;
import org.xraystream.image.PreparedImage;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/**
 * The pictures of scans, read from the topics where they lie, by whichever instance is asked.
 *
 * <p>Thread-safe; one picture is read from each topic at a time.
 */
public final class ScanImages implements AutoCloseable {

    /** Rows and columns of a thumbnail. */
    public static final int THUMBNAIL = 96;

    private static final int MOST_THUMBNAILS = 2_000;
    /** Records of other scans of the same time: more than one only where the clocks of senders differ. */
    private static final int MOST_LOOKED_AT = 2_000;

    private static final ImageDecoder DECODER = DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS);

    private final ContentFetcher fetcher;
    private final Shelf<Scan> scans;
    private final Shelf<PreparedScan> prepared;
    private final Map<String, byte[]> thumbnails = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > MOST_THUMBNAILS;
        }
    });

    ScanImages(Connection connection, SchemaRegistry registry, ContentFetcher fetcher) {
        this.fetcher = fetcher;
        scans = new Shelf<>(connection, Topics.SCANS, registry);
        prepared = new Shelf<>(connection, Topics.PREPARED, registry);
    }

    /**
     * A picture as browsers show it.
     *
     * @param original whether it is the radiograph as it was published; else the small square that the network saw
     */
    public record Picture(byte[] content, String contentType, boolean original) {}

    /** The radiograph, or the square that the network saw where that is all that is left; empty where nothing is. */
    public Optional<Picture> picture(RoomScan scan) {
        Arrival arrival = scan.arrival();
        return scans.at(arrival == null ? null : arrival.place())
                .filter(kept -> kept.getScanId().equals(scan.scanId()))
                .flatMap(this::original)
                .or(() -> pixels(scan)
                        .map(square -> new Picture(
                                png(new PreparedImage(square.width(), square.height(), square.samples())),
                                "image/png",
                                false)));
    }

    private Optional<Picture> original(Scan scan) {
        byte[] content;
        if (scan.getPayload() instanceof ContentReference reference) {
            try {
                content = fetcher.fetch(reference);
            } catch (IOException e) {
                return Optional.empty();
            }
        } else {
            content = bytes((ByteBuffer) scan.getPayload());
        }
        return DicomFile.begins(content)
                ? shown(content)
                : formatOf(content).map(format -> new Picture(content, format, true));
    }

    /** What no browser shows, in the greys in which the model sees it. */
    private static Optional<Picture> shown(byte[] dicom) {
        try {
            GreyImage image = DECODER.decode(new EncodedImage("application/dicom", dicom));
            PreparedImage greys = AreaAveraging.resize(image, image.width(), image.height());
            return Optional.of(new Picture(png(greys), "image/png", true));
        } catch (UnacceptableImageException e) {
            return Optional.empty();
        }
    }

    /** By its first bytes; the claimed content type is not believed. */
    private static Optional<String> formatOf(byte[] content) {
        if (content.length > 3 && (content[0] & 0xff) == 0xff && (content[1] & 0xff) == 0xd8) {
            return Optional.of("image/jpeg");
        }
        if (content.length > 3 && (content[0] & 0xff) == 0x89 && content[1] == 'P' && content[2] == 'N') {
            return Optional.of("image/png");
        }
        return Optional.empty();
    }

    /** A small PNG of the whole radiograph, squeezed into a square; empty where no pixels are kept. */
    public Optional<byte[]> thumbnail(RoomScan scan) {
        Optional<byte[]> known = Optional.ofNullable(thumbnails.get(scan.scanId()));
        if (known.isPresent()) {
            return known;
        }
        Optional<byte[]> drawn = pixels(scan).map(square -> png(AreaAveraging.resize(square, THUMBNAIL, THUMBNAIL)));
        drawn.ifPresent(content -> thumbnails.put(scan.scanId(), content));
        return drawn;
    }

    /**
     * The pixels that the network saw. Nobody notes where they lie, since few are looked at; but they lie in the partition
     * of their scan, under its time.
     */
    private Optional<GreyImage.Bytes> pixels(RoomScan scan) {
        Arrival arrival = scan.arrival();
        if (arrival == null || arrival.place() == null || scan.opinions().isEmpty()) {
            return Optional.empty();
        }
        return prepared.find(scan.scanId(), arrival.place().partition(), Instant.ofEpochMilli(arrival.receivedAt()))
                .map(kept -> new GreyImage.Bytes(kept.getWidth(), kept.getHeight(), bytes(kept.getPixels()), 0));
    }

    private static byte[] png(PreparedImage grey) {
        var image = new BufferedImage(grey.width(), grey.height(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(grey.pixels(), 0, target, 0, target.length);
        var out = new ByteArrayOutputStream(target.length);
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException("a picture can always be written to memory", e);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }

    /** The records of one topic, by their places; the reader is opened when it is first needed. */
    private static final class Shelf<V> implements AutoCloseable {
        private final Connection connection;
        private final Topic<String, V> topic;
        private final Deserializer<V> deserializer;
        private @Nullable TopicReader reader;

        Shelf(Connection connection, Topic<String, V> topic, SchemaRegistry registry) {
            this.connection = connection;
            this.topic = topic;
            this.deserializer = topic.valueSerde(registry).deserializer();
        }

        /** What lies there; empty if nothing does any more. */
        synchronized Optional<V> at(@Nullable Place place) {
            if (place == null) {
                return Optional.empty();
            }
            var found = reader().at(new TopicPartition(topic.name(), place.partition()), place.offset());
            if (found instanceof TopicReader.Place.Unknown) {
                throw new KafkaException("the brokers do not give the record");
            }
            return found instanceof TopicReader.Place.Occupied occupied ? read(occupied.record()) : Optional.empty();
        }

        /** What was said of a scan at this time, or the first of it since; empty if it is not kept any more. */
        synchronized Optional<V> find(String scanId, int partition, Instant notBefore) {
            byte[] key = scanId.getBytes(StandardCharsets.UTF_8);
            return reader().find(new TopicPartition(topic.name(), partition), key, notBefore, MOST_LOOKED_AT)
                    .flatMap(this::read);
        }

        private TopicReader reader() {
            if (reader == null) {
                reader = new TopicReader(connection, List.of(topic));
            }
            return reader;
        }

        private Optional<V> read(ConsumerRecord<byte[], byte[]> record) {
            try {
                return Optional.ofNullable(deserializer.deserialize(topic.name(), record.value()));
            } catch (SerializationException e) {
                return Optional.empty();
            }
        }

        @Override
        public synchronized void close() {
            if (reader != null) {
                reader.close();
            }
        }
    }

    @Override
    public void close() {
        scans.close();
        prepared.close();
    }
}
