package org.xraystream.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.xraystream.engine.TestPatterns;
import org.xraystream.gate.Likeness;
import org.xraystream.image.PreparedImage;

class ReferenceTest {

    /** Every cell has the mean of the whole, so that the thumbnail is all zero. */
    private static final PreparedImage EVEN = new PreparedImage(60, 60, new byte[3600]);

    private final Reference reference = TestReferences.ofUnitVariance(2, 5);

    @Test
    void measuresTheDistanceInThresholds() {
        Likeness likeness = reference.likeness(EVEN, new float[] {6, 8});

        assertThat(likeness.distance()).isCloseTo(2, within(1e-6));
    }

    @Test
    void countsWhatVariesTogetherOnce() {
        Reference correlated = new Reference(
                100, 50, 1, reference.mean(), reference.whitening().clone(), reference.upsideDown());
        correlated.whitening()[1] = new float[] {-1, 1};

        assertThat(correlated.likeness(EVEN, new float[] {3, 3}).distance()).isCloseTo(3, within(1e-6));
    }

    @Test
    void seesTheSameTurnTheOtherWayRoundInATurnedImage() {
        PreparedImage image = TestPatterns.noiseInCorner(60, 1);

        double upright = reference.likeness(image, new float[2]).turn();

        assertThat(upright).isNotZero();
        assertThat(reference.likeness(turned(image), new float[2]).turn()).isCloseTo(-upright, within(1e-5));
    }

    @Test
    void staysTheSameThroughJson() throws Exception {
        Reference read = Reference.fromJson(reference.toJson());

        assertThat(read).usingRecursiveComparison().isEqualTo(reference);
    }

    @Test
    void refusesJsonThatMakesNoSense() {
        String json = new String(reference.toJson(), StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Reference.fromJson(bytes(json.replace("\"threshold\":5.0", "\"threshold\":0"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("threshold: 0.0 given");
        assertThatThrownBy(() -> Reference.fromJson(bytes(json.replace("\"mean\":[0.0,", "\"mean\":["))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("whitening: 38 values given, 37 needed");
    }

    @Test
    void isForEmbeddingsOfOneSize() {
        assertThat(reference.embeddingSize()).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Reference(
                        1, 1, 1, reference.mean(), reference.whitening(), Arrays.copyOf(reference.upsideDown(), 3)))
                .withMessage("upsideDown: 3 values given, 36 needed");
    }

    private static PreparedImage turned(PreparedImage image) {
        byte[] pixels = new byte[image.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = image.pixels()[pixels.length - 1 - i];
        }
        return new PreparedImage(image.width(), image.height(), pixels);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
