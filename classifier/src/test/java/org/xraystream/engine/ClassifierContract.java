package org.xraystream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.ModelBundle;

/** What every {@link Classifier} must do, whatever runs the network. */
abstract class ClassifierContract {

    static final int SIDE = TestBundles.SIDE;

    private Classifier classifier;

    /** Opens the engine under test on the bundle's network. */
    abstract Classifier open(ModelBundle bundle) throws Exception;

    @BeforeEach
    void open() throws Exception {
        classifier = open(TestBundles.small(1));
    }

    @AfterEach
    void close() {
        classifier.close();
    }

    @Test
    void givesEveryOutputInItsShape() {
        NetworkOutput output = classifier.classify(TestPatterns.noise(SIDE, 1));

        assertThat(output.logits()).hasSize(3);
        assertThat(output.embedding()).hasSize(8);
        assertThat(output.activationMap().width()).isEqualTo(8);
        assertThat(output.activationMap().height()).isEqualTo(8);
        assertThat(output.activationMap().evidence()).hasSize(64);
    }

    @Test
    void givesTheSameForTheSameImage() {
        NetworkOutput first = classifier.classify(TestPatterns.noise(SIDE, 1));
        classifier.classify(TestPatterns.noise(SIDE, 2));

        assertSame(classifier.classify(TestPatterns.noise(SIDE, 1)), first);
    }

    @Test
    void tellsImagesApart() {
        float[] one = classifier.classify(TestPatterns.noise(SIDE, 1)).logits();
        float[] corner =
                classifier.classify(TestPatterns.noiseInCorner(SIDE, 1)).logits();

        assertThat(one).isNotEqualTo(corner);
    }

    @Test
    void isSafeForSeveralThreads() throws Exception {
        List<PreparedImage> images = IntStream.range(0, 64)
                .mapToObj(seed -> TestPatterns.noise(SIDE, seed))
                .toList();
        List<NetworkOutput> expected = images.stream().map(classifier::classify).toList();
        List<Callable<NetworkOutput>> calls = images.stream()
                .map(image -> (Callable<NetworkOutput>) () -> classifier.classify(image))
                .toList();

        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<NetworkOutput>> outputs = threads.invokeAll(calls);
            for (int i = 0; i < images.size(); i++) {
                assertSame(outputs.get(i).get(), expected.get(i));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesAnImageOfAnotherSize() {
        assertThatIllegalArgumentException().isThrownBy(() -> classifier.classify(TestPatterns.noise(SIDE / 2, 1)));
    }

    static void assertSame(NetworkOutput actual, NetworkOutput expected) {
        assertThat(actual.logits()).containsExactly(expected.logits(), within(1e-6f));
        assertThat(actual.embedding()).containsExactly(expected.embedding(), within(1e-6f));
        assertThat(actual.activationMap().evidence())
                .containsExactly(expected.activationMap().evidence(), within(1e-6f));
    }
}
