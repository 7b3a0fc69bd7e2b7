package org.xraystream.benchmark;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.xraystream.event.Scan;
import org.xraystream.model.BundleManifest;
import org.xraystream.model.ModelBundle;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/**
 * The topology that public examples of image classification with Kafka Streams write: one {@code mapValues} with ImageIO
 * and Deeplearning4j's {@code output()} as it comes, one thread, at least once. No gate, no memory of what was read, no
 * map of the evidence: it does less than ours, and the network is the same.
 */
final class NaiveTopology {

    private static final String PREDICTIONS = "naive-predictions";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private NaiveTopology() {}

    /** Reads the first scans of the topic; scans a second. */
    static double run(Connection connection, SchemaRegistry registry, int scans, Path state)
            throws IOException, InterruptedException {
        createPredictions(connection);
        int side = ModelBundle.shipped().preprocessing().side();
        ComputationGraph network = StockNetwork.read(ModelBundle.shipped().network(), side);
        long[] decided = new long[scans];
        var next = new AtomicInteger();
        var done = new CountDownLatch(scans);
        var builder = new StreamsBuilder();
        builder.stream(Topics.SCANS.name(), Consumed.with(Topics.SCANS.keySerde(), Topics.SCANS.valueSerde(registry)))
                .mapValues(scan -> {
                    String prediction = predict(network, scan, side);
                    int number = next.getAndIncrement();
                    if (number < scans) {
                        decided[number] = System.nanoTime() / 1_000_000;
                        done.countDown();
                    }
                    return prediction;
                })
                .to(PREDICTIONS, Produced.with(Serdes.String(), Serdes.String()));
        var settings = new Properties();
        settings.putAll(connection.clientSettings());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "naive-" + System.nanoTime());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        try (var streams = new KafkaStreams(builder.build(), settings)) {
            streams.start();
            if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the naive topology read " + next + " of " + scans + " scans");
            }
        } finally {
            network.close();
        }
        return Rate.of(decided);
    }

    private static void createPredictions(Connection connection) throws InterruptedException {
        try (Admin admin = Admin.create(connection.clientSettings())) {
            admin.createTopics(List.of(new NewTopic(PREDICTIONS, Optional.empty(), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("the topic " + PREDICTIONS + " cannot be made", e.getCause());
            }
        }
    }

    private static String predict(ComputationGraph network, Scan scan, int side) {
        try {
            var payload = (ByteBuffer) scan.getPayload();
            byte[] bytes = new byte[payload.remaining()];
            payload.duplicate().get(bytes);
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
            try (INDArray input = tensor(scaled(image, side));
                    INDArray output = network.output(input)[0]) {
                return BundleManifest.LABELS.get(output.argMax(1).getInt(0));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BufferedImage scaled(BufferedImage image, int side) {
        var scaled = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, side, side, null);
        graphics.dispose();
        return scaled;
    }

    private static INDArray tensor(BufferedImage image) {
        Raster raster = image.getRaster();
        INDArray tensor = Nd4j.create(1, 1, image.getHeight(), image.getWidth());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                tensor.putScalar(new int[] {0, 0, y, x}, raster.getSample(x, y, 0) / 255.0);
            }
        }
        return tensor;
    }
}
