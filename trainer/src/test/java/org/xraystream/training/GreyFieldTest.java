package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xraystream.image.PreparedImage;
import org.xraystream.training.GreyField.Surroundings;

class GreyFieldTest {

    private static final PreparedImage NINE =
            new PreparedImage(3, 3, new byte[] {10, 20, 30, 40, 50, 60, 70, 80, (byte) 200});

    private final GreyField field = GreyField.of(NINE);

    @Test
    void theWholeCutIsTheImage() {
        field.cut(0.5, 0.5, 1, 1, 0, Surroundings.BORDER);

        assertPixels(10, 20, 30, 40, 50, 60, 70, 80, 200);
    }

    @Test
    void aCutOfOnePixelShowsItAndItsNeighboursByBilinearWeights() {
        field.cut(0.5, 0.5, 1 / 3.0, 1 / 3.0, 0, Surroundings.BORDER);

        // A third of a pixel from the centre: two thirds of it and a third of the neighbour, along each axis. At the
        // last
        // corner (4 x 50 + 2 x 60 + 2 x 80 + 200) / 9.
        assertPixels(37, 40, 43, 47, 50, 53, 57, 60, 76);
    }

    @Test
    void aQuarterTurnMovesCornersClockwise() {
        field.cut(0.5, 0.5, 1, 1, Math.PI / 2, Surroundings.BORDER);

        assertPixels(30, 60, 200, 20, 50, 80, 10, 40, 70);
    }

    @Test
    void beyondTheBorderIsAsTheBorder() {
        field.cut(1.5, 0.5, 1, 1, 0, Surroundings.BORDER);

        assertPixels(30, 30, 30, 60, 60, 60, 200, 200, 200);
    }

    @Test
    void beyondTheBorderMayBeAGrey() {
        field.cut(0.5, 0.5, 5 / 3.0, 1, 0, Surroundings.of(7));

        // Columns are seen five thirds of a pixel apart: the outer two lie two thirds of a pixel beyond the border.
        assertPixels(7, 20, 7, 7, 50, 7, 7, 80, 7);
    }

    @Test
    void localContrastAtMinusOneLeavesOnlyTheSurroundings() {
        GreyField point = GreyField.of(new PreparedImage(3, 3, new byte[] {0, 0, 0, 0, 81, 0, 0, 0, 0}));

        point.localContrast(-1, 1);

        // Two rounds of means over 3 x 3, the border going on beyond itself: 9 to each pixel, then 9 again.
        assertPixels(point, 9, 9, 9, 9, 9, 9, 9, 9, 9);
    }

    @Test
    void localContrastLeavesAnEvenImage() {
        GreyField even = GreyField.of(new PreparedImage(3, 1, new byte[] {50, 50, 50}));

        even.localContrast(0.8, 2);

        assertPixels(even, 50, 50, 50);
    }

    @Test
    void slopesFromSideToSide() {
        GreyField even = GreyField.of(new PreparedImage(4, 1, new byte[] {50, 50, 50, 50}));

        even.slope(40, 0);

        assertPixels(even, 35, 45, 55, 65);
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
        assertPixels(field, expected);
    }

    private static void assertPixels(GreyField field, int... expected) {
        byte[] pixels = field.toImage().pixels();
        int[] actual = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            actual[i] = pixels[i] & 0xff;
        }
        assertThat(actual).containsExactly(expected);
    }
}
