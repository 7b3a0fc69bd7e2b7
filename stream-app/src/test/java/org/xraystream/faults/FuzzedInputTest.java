package org.xraystream.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.event.Scan;
import org.xraystream.gate.AcquisitionTags;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.ImageDecoder;
import org.xraystream.image.ImageLimits;
import org.xraystream.image.TestDicom;
import org.xraystream.image.TestScans;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.reading.Reading;
import org.xraystream.reading.ScanReader;
import org.xraystream.registry.EventSerde;
import org.xraystream.registry.SchemaRegistry;

/**
 * Bytes that came to harm on their way are read or refused, each in time, and never take the thread with them.
 * {@code -Dfuzz.inputs=10000} tries more; what fails can be had again by its seed.
 */
@Timeout(600)
class FuzzedInputTest {

    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1500);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** The larger part of a second is left to a busy machine. */
    private static final Duration LONGEST_DICOM = Duration.ofSeconds(1);

    private static final List<Mutation> MUTATIONS = List.of(Mutation.values());

    private interface Attempt {
        void on(byte[] mutated) throws Exception;
    }

    @Test
    void imagesAreReadOrRefused() throws Exception {
        List<EncodedImage> images = List.of(
                TestScans.radiograph(1, 0.3),
                TestScans.greyJpeg(),
                TestScans.colourCodedGreyJpeg(),
                TestScans.adobeRgbJpeg(),
                TestScans.png8(),
                TestScans.png16());
        ScanReader reader = ScanReader.ofPaediatricChests();
        var outcomes = new int[2];
        try (Model model = Model.load(ModelBundle.shipped(), Engine.ONNX)) {
            for (EncodedImage image : images) {
                fuzz(image.contentType(), image.content(), INPUTS / images.size(), mutated -> {
                    Reading reading =
                            reader.read(new EncodedImage(image.contentType(), mutated), AcquisitionTags.NONE, model);
                    outcomes[reading instanceof Reading.Rejected ? 1 : 0]++;
                });
            }
        }
        assertThat(outcomes).as("read, and refused").doesNotContain(0);
    }

    @Test
    void dicomFilesAreReadOrRefused() {
        TestDicom file = TestDicom.radiograph();
        TestDicom item = TestDicom.empty().numbers(0x0028_3002, 2, 0, 16).numbers(0x0028_3006, 0, 0xffff);
        List<EncodedImage> files = List.of(
                file.file(),
                file.implicitFile(),
                file.deflatedFile(),
                file.item(0x0028_3010, item, true).file(),
                file.runLengths().file(),
                file.losslessJpeg(1).file(),
                file.losslessJpeg(6).file(),
                TestDicom.lossyJpeg().file(),
                file.jpeg2000().file());
        ImageDecoder decoder = DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS);
        var outcomes = new int[2];
        for (EncodedImage image : files) {
            fuzz("DICOM " + files.indexOf(image), image.content(), INPUTS / files.size(), LONGEST_DICOM, mutated -> {
                try {
                    outcomes[
                            decoder.decode(new EncodedImage(image.contentType(), mutated))
                                                    .width()
                                            > 0
                                    ? 0
                                    : 1]++;
                } catch (UnacceptableImageException e) {
                    assertThat(e.detail()).isNotBlank();
                    outcomes[1]++;
                }
            });
        }
        assertThat(outcomes).as("read, and refused").doesNotContain(0);
    }

    @Test
    void eventsAreReadOrRefused() {
        var scans = new EventSerde<>(Scan.class, SchemaRegistry.connect("mock://fuzz", Map.of(), Duration.ZERO));
        byte[] event = scans.serialize(
                "xray.scans",
                Scan.newBuilder()
                        .setScanId("2.25.1")
                        .setPatientPseudonym("p1")
                        .setSite("site")
                        .setCapturedAt(Instant.EPOCH)
                        .setContentType("image/jpeg")
                        .setPayload(ByteBuffer.wrap(new byte[200]))
                        .build());
        var outcomes = new int[2];

        fuzz("event", event, INPUTS, mutated -> {
            try {
                var unused = scans.deserialize("xray.scans", mutated);
                outcomes[0]++;
            } catch (SerializationException e) {
                outcomes[1]++;
            }
        });

        assertThat(outcomes).as("read, and refused").doesNotContain(0);
    }

    @Test
    void bundlesAreRefused() {
        byte[] bundle = ModelBundle.shipped().bytes();
        var read = new int[1];

        fuzz("bundle", bundle, INPUTS / 15, mutated -> {
            try {
                read[0] += ModelBundle.read(mutated).sha256().isEmpty() ? 0 : 1;
            } catch (InvalidBundleException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });

        // What lies outside of the entries, such as a time, says nothing of the model.
        assertThat(read[0]).isLessThan(INPUTS / 15 / 2);
    }

    private static void fuzz(String what, byte[] bytes, int inputs, Attempt attempt) {
        fuzz(what, bytes, inputs, LONGEST, attempt);
    }

    private static void fuzz(String what, byte[] bytes, int inputs, Duration longest, Attempt attempt) {
        for (int seed = 0; seed < inputs; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            Mutation mutation = MUTATIONS.get(random.nextInt(MUTATIONS.size()));
            byte[] mutated = mutation.of(bytes, random);
            long start = System.nanoTime();
            try {
                attempt.on(mutated);
            } catch (Throwable e) {
                throw new AssertionError(what + ", " + mutation + ", seed " + seed, e);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("%s, %s, seed %d", what, mutation, seed)
                    .isLessThan(longest);
        }
    }
}
