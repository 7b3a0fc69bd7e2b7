package org.xraystream.training;

import java.util.random.RandomGenerator;
import org.xraystream.image.PreparedImage;
import org.xraystream.training.GreyField.Surroundings;

/**
 * Shows the network every image as another device, technician or child might have made it: another cut and aspect,
 * slightly turned, from farther away, otherwise exposed, veiled or crisp, blurred, noisy, partly covered, framed. Or, in
 * a third of the views, as the same device might have made it a moment later, since that is what it will mostly see.
 *
 * <p>As strong as it is because this data set asks for it: images of the two classes differ in their original aspect,
 * in their borders, in the letters on them and in how they were exposed, and a network with mild augmentation learns
 * those ({@code docs/decisions/012-what-makes-the-classifier-hold-elsewhere.md}). No mirroring: the
 * heart stands on one side, and a mirrored chest is another finding.
 *
 * <p>Works on the pixels before normalisation, since online retraining keeps only those. A pure function of image and
 * random numbers.
 */
final class Augmentation {

    private static final double MOST_VEILED = -0.6;
    private static final double CRISPEST = 0.8;
    private static final double LARGEST_SLOPE = 40;
    private static final double LARGEST_NOISE = 12;
    private static final double LARGEST_COVER = 0.4;
    private static final double LARGEST_FRAME = 0.16;
    private static final int DARK = 25;

    private Augmentation() {}

    /**
     * How far a view may go.
     *
     * @param smallestArea of the part that is seen, the whole image being 1
     * @param largestArea above 1 where more than the image is seen
     * @param aspect of that part, and its inverse
     * @param turn in radians, either way
     * @param gamma and its inverse
     * @param contrast and its inverse
     * @param shift of all greys, up or down
     */
    private record Reach(
            double smallestArea,
            double largestArea,
            double aspect,
            double turn,
            double gamma,
            double contrast,
            double shift) {

        static final Reach HOME = new Reach(0.8, 1.1, 1.12, Math.toRadians(6), 1.2, 1.2, 12);
        static final Reach ELSEWHERE = new Reach(0.5, 1.6, 1.5, Math.toRadians(12), 2, 1.7, 35);
    }

    /**
     * Another view of the image, of the same size, from home or elsewhere.
     *
     * @param homeShare how many of all views are from home, 0 to 1
     */
    static PreparedImage apply(PreparedImage image, double homeShare, RandomGenerator random) {
        return random.nextDouble() < homeShare ? home(image, random) : elsewhere(image, random);
    }

    /** A view that the same device might have given. */
    private static PreparedImage home(PreparedImage image, RandomGenerator random) {
        GreyField field = GreyField.of(image);
        take(field, Reach.HOME, 0, random);
        return field.toImage();
    }

    /** A view that another device, in another hospital, might have given. */
    static PreparedImage elsewhere(PreparedImage image, RandomGenerator random) {
        GreyField field = GreyField.of(image);
        take(field, Reach.ELSEWHERE, 0.6, random);
        if (random.nextDouble() < 0.4) {
            field.blur(random.nextDouble());
        }
        if (random.nextDouble() < 0.4) {
            field.localContrast(random.nextDouble(MOST_VEILED, CRISPEST), field.width() / 16);
        }
        if (random.nextDouble() < 0.3) {
            field.slope(
                    random.nextDouble(-LARGEST_SLOPE, LARGEST_SLOPE), random.nextDouble(-LARGEST_SLOPE, LARGEST_SLOPE));
        }
        if (random.nextDouble() < 0.5) {
            field.noise(random.nextDouble(LARGEST_NOISE), random);
        }
        if (random.nextDouble() < 0.5) {
            cover(field, random);
        }
        if (random.nextDouble() < 0.6) {
            frame(field, random);
        }
        return field.toImage();
    }

    /** Cuts and exposes; beyond the border is black in {@code onBlack} of the views, else as the border. */
    private static void take(GreyField field, Reach reach, double onBlack, RandomGenerator random) {
        double side = Math.sqrt(random.nextDouble(reach.smallestArea(), reach.largestArea()));
        double aspect = Math.sqrt(logUniform(reach.aspect(), random));
        double partX = side * aspect;
        double partY = side / aspect;
        field.cut(
                centre(partX, random),
                centre(partY, random),
                partX,
                partY,
                random.nextDouble(-reach.turn(), reach.turn()),
                random.nextDouble() < onBlack ? Surroundings.of(random.nextInt(DARK)) : Surroundings.BORDER);
        field.gamma(logUniform(reach.gamma(), random));
        field.expose(logUniform(reach.contrast(), random), random.nextDouble(-reach.shift(), reach.shift()));
    }

    /** A centre that keeps the part inside the image, or the image inside the part where that is larger. */
    private static double centre(double part, RandomGenerator random) {
        double play = Math.abs(1 - part) / 2;
        return 0.5 + play * (2 * random.nextDouble() - 1);
    }

    private static void cover(GreyField field, RandomGenerator random) {
        int width = (int) (field.width() * random.nextDouble(LARGEST_COVER));
        int height = (int) (field.height() * random.nextDouble(LARGEST_COVER));
        int left = random.nextInt(field.width()) - width / 2;
        int top = random.nextInt(field.height()) - height / 2;
        field.cover(left, top, left + width, top + height, random.nextInt(256));
    }

    /** Covers the borders as a collimator or a viewer does: mostly dark, all around or on two sides only. */
    private static void frame(GreyField field, RandomGenerator random) {
        float grey = random.nextInt(random.nextDouble() < 0.7 ? DARK : 256);
        double sides = random.nextDouble() < 0.3 ? 0 : LARGEST_FRAME;
        double ends = sides > 0 && random.nextDouble() < 0.3 ? 0 : LARGEST_FRAME;
        int width = field.width();
        int height = field.height();
        field.cover(0, 0, (int) (width * sides * random.nextDouble()), height, grey);
        field.cover(width - (int) (width * sides * random.nextDouble()), 0, width, height, grey);
        field.cover(0, 0, width, (int) (height * ends * random.nextDouble()), grey);
        field.cover(0, height - (int) (height * ends * random.nextDouble()), width, height, grey);
    }

    /** Between {@code 1 / largest} and {@code largest}, as often below one as above. */
    private static double logUniform(double largest, RandomGenerator random) {
        return Math.exp(random.nextDouble(-1, 1) * Math.log(largest));
    }
}
