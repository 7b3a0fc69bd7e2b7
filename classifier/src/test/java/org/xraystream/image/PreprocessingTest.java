package org.xraystream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.BufferOverflowException;
import java.nio.FloatBuffer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {

    private final Preprocessing two = Preprocessing.named("area-2-standardised-v1");

    @Test
    void givesTheNumbersThatEveryTrainedNetworkExpects() {
        // mean 100, deviation sqrt((100^2 + 60^2 + 20^2 + 140^2) / 4) = 91.651514
        PreparedImage image = new PreparedImage(2, 2, new byte[] {0, 40, 120, (byte) 240});

        assertThat(normalised(image))
                .containsExactly(new float[] {-1.0910895f, -0.6546537f, 0.2182179f, 1.5275252f}, within(1e-6f));
    }

    @Test
    void doesNotSeeExposureOrContrast() {
        PreparedImage image = new PreparedImage(2, 2, new byte[] {10, 20, 30, 60});
        PreparedImage brighterAndHarder = new PreparedImage(2, 2, new byte[] {25, 45, 65, 125});

        assertThat(normalised(brighterAndHarder)).containsExactly(normalised(image), within(1e-5f));
    }

    @Test
    void makesAnImageOfOneGreyZero() {
        byte white = (byte) 255;

        assertThat(normalised(new PreparedImage(2, 2, new byte[] {white, white, white, white})))
                .containsOnly(0);
    }

    @Test
    void refusesAnImageOfAnotherSize() {
        PreparedImage image = new PreparedImage(1, 4, new byte[4]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.normalise(image, FloatBuffer.allocate(4)))
                .withMessageContaining("1 x 4");
    }

    @Test
    void refusesATargetWithoutRoom() {
        PreparedImage image = new PreparedImage(2, 2, new byte[4]);

        Assertions.assertThatThrownBy(() -> two.normalise(image, FloatBuffer.allocate(3)))
                .isInstanceOf(BufferOverflowException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "area-128-standardised-v2", "bilinear-128-standardised-v1", "area-0-standardised-v1"})
    void refusesAnUnknownId(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> Preprocessing.named(id));
    }

    @Test
    void readsTheSideFromTheId() {
        assertThat(Preprocessing.named("area-128-standardised-v1")).isEqualTo(Preprocessing.standardised(128));
        assertThat(Preprocessing.standardised(128).side()).isEqualTo(128);
    }

    private float[] normalised(PreparedImage image) {
        FloatBuffer target = FloatBuffer.allocate(4);
        two.normalise(image, target);
        return target.array();
    }
}
