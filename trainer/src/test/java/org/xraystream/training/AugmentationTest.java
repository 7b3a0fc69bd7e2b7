package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.xraystream.image.PreparedImage;

class AugmentationTest {

    private static final int SIDE = 64;
    private static final double MIXED = 0.35;

    @Test
    void givesTheSameViewForTheSameRandomNumbersAndElseAnother() {
        PreparedImage image = brightOnTheLeft();
        Set<Integer> views = new HashSet<>();

        for (int seed = 0; seed < 100; seed++) {
            byte[] view =
                    Augmentation.apply(image, MIXED, new SplittableRandom(seed)).pixels();
            assertThat(Augmentation.apply(image, MIXED, new SplittableRandom(seed))
                            .pixels())
                    .isEqualTo(view);
            views.add(Arrays.hashCode(view));
        }

        assertThat(views).hasSize(100);
    }

    @Test
    void leavesTheImageItselfAlone() {
        PreparedImage image = brightOnTheLeft();

        Augmentation.apply(image, MIXED, new SplittableRandom(1));

        assertThat(image.pixels()).isEqualTo(brightOnTheLeft().pixels());
    }

    @Test
    void neverMirrors() {
        int brighterOnTheLeft = 0;

        for (int seed = 0; seed < 200; seed++) {
            PreparedImage view = Augmentation.apply(brightOnTheLeft(), MIXED, new SplittableRandom(seed));
            brighterOnTheLeft += mean(view, 0, SIDE / 2) > mean(view, SIDE / 2, SIDE) ? 1 : 0;
        }

        // A cover may hide the brighter side now and then.
        assertThat(brighterOnTheLeft).isGreaterThan(190);
    }

    @Test
    void changesAViewFromHomeLessThanOneFromElsewhere() {
        double home = 0;
        double elsewhere = 0;

        for (int seed = 0; seed < 200; seed++) {
            home += distance(Augmentation.apply(brightOnTheLeft(), 1, new SplittableRandom(seed)));
            elsewhere += distance(Augmentation.apply(brightOnTheLeft(), 0, new SplittableRandom(seed)));
        }

        assertThat(home).isPositive().isLessThan(elsewhere / 2);
    }

    private static double distance(PreparedImage view) {
        byte[] unchanged = brightOnTheLeft().pixels();
        double sum = 0;
        for (int i = 0; i < unchanged.length; i++) {
            sum += Math.abs((view.pixels()[i] & 0xff) - (unchanged[i] & 0xff));
        }
        return sum / unchanged.length;
    }

    private static PreparedImage brightOnTheLeft() {
        byte[] pixels = new byte[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (220 - 3 * (i % SIDE));
        }
        return new PreparedImage(SIDE, SIDE, pixels);
    }

    private static double mean(PreparedImage image, int fromColumn, int toColumn) {
        double sum = 0;
        for (int row = 0; row < SIDE; row++) {
            for (int column = fromColumn; column < toColumn; column++) {
                sum += image.pixels()[row * SIDE + column] & 0xff;
            }
        }
        return sum / SIDE / (toColumn - fromColumn);
    }
}
