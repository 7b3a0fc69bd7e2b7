package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xraystream.image.PreparedImage;

class GreyFieldTest {

    private static final PreparedImage NINE =
            new PreparedImage(3, 3, new byte[] {10, 20, 30, 40, 50, 60, 70, 80, (byte) 200});

    private final GreyField field = GreyField.of(NINE);

    @Test
    void theWholeCutIsTheImage() {
        field.cut(0.5, 0.5, 1, 1, 0);

        assertPixels(10, 20, 30, 40, 50, 60, 70, 80, 200);
    }

    @Test
    void aCutOfOnePixelShowsItAndItsNeighboursByBilinearWeights() {
        field.cut(0.5, 0.5, 1 / 3.0, 1 / 3.0, 0);

        // A third of a pixel from the centre: two thirds of it and a third of the neighbour, along each axis. At the
        // last
        // corner (4 x 50 + 2 x 60 + 2 x 80 + 200) / 9.
        assertPixels(37, 40, 43, 47, 50, 53, 57, 60, 76);
    }

    @Test
    void aQuarterTurnMovesCornersClockwise() {
        field.cut(0.5, 0.5, 1, 1, Math.PI / 2);

        assertPixels(30, 60, 200, 20, 50, 80, 10, 40, 70);
    }

    @Test
    void beyondTheBorderIsAsTheBorder() {
        field.cut(1.5, 0.5, 1, 1, 0);

        assertPixels(30, 30, 30, 60, 60, 60, 200, 200, 200);
    }

    @Test
    void gammaKeepsBlackAndWhite() {
        GreyField three = GreyField.of(new PreparedImage(3, 1, new byte[] {0, 64, (byte) 255}));

        three.gamma(0.5);

        assertThat(three.toImage().pixels()).containsExactly(0, 128, 255);
    }

    @Test
    void exposureClips() {
        GreyField three = GreyField.of(new PreparedImage(3, 1, new byte[] {0, 100, (byte) 255}));

        three.expose(2, 10);
        three.expose(0.5, 0);

        // 0 and 255 were clipped to 0 and 255 and cannot come back; 100 became 82.5 and is again halfway to the middle.
        assertThat(three.toImage().pixels()).containsExactly(64, 105, (byte) 191);
    }

    @Test
    void blurSpreadsAPointAndKeepsItsWeight() {
        GreyField point = GreyField.of(new PreparedImage(3, 3, new byte[] {0, 0, 0, 0, 90, 0, 0, 0, 0}));

        point.blur(1);

        assertThat(point.toImage().pixels()).containsOnly(10);
    }

    @Test
    void coversARectangleAndOnlyInside() {
        field.cover(1, -5, 9, 1, 7);

        assertPixels(10, 7, 7, 40, 50, 60, 70, 80, 200);
    }

    private void assertPixels(int... expected) {
        byte[] pixels = field.toImage().pixels();
        int[] actual = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            actual[i] = pixels[i] & 0xff;
        }
        assertThat(actual).containsExactly(expected);
    }
}
