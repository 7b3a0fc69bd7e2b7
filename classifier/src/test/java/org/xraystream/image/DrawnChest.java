package org.xraystream.image;

import java.util.Random;

/**
 * A picture like a frontal chest radiograph, drawn from a formula: a bright body on black, two dark lungs crossed by
 * ribs, the mediastinum between them, a little noise. The same seed gives the same child; no patient is behind it.
 */
final class DrawnChest {
    private final double lungHeight;
    private final double lungWidth;
    private final double tilt;
    private final double opacity;
    private final double opacityX;
    private final double opacityY;
    private final Random noise;

    /** @param opacity how much a patch in one lung is whitened, from 0 (clear) to 1 (as bright as the body) */
    DrawnChest(long seed, double opacity) {
        var random = new Random(seed);
        this.lungHeight = 0.30 + 0.04 * random.nextDouble();
        this.lungWidth = 0.15 + 0.03 * random.nextDouble();
        this.tilt = 0.04 * (random.nextDouble() - 0.5);
        this.opacity = opacity;
        this.opacityX = random.nextBoolean() ? 0.29 : 0.71;
        this.opacityY = 0.45 + 0.2 * random.nextDouble();
        this.noise = random;
    }

    /** Draws {@code width * height} samples from 0 to {@code maximum}, row by row. */
    int[] draw(int width, int height, int maximum) {
        int[] samples = new int[width * height];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double brightness = brightness((column + 0.5) / width, (row + 0.5) / height);
                double grain = 0.01 * noise.nextGaussian();
                samples[row * width + column] =
                        (int) Math.round(maximum * Math.max(0, Math.min(1, brightness + grain)));
            }
        }
        return samples;
    }

    /** Brightness at a place given in shares of width and height. */
    private double brightness(double x, double y) {
        double tilted = x + tilt * (y - 0.5);
        double body = 0.75 * inside(tilted, y, 0.5, 0.6, 0.47, 0.62);
        double lungs = Math.max(
                inside(tilted, y, 0.29, 0.5, lungWidth, lungHeight),
                inside(tilted, y, 0.71, 0.5, lungWidth, lungHeight));
        double patch = opacity * inside(tilted, y, opacityX, opacityY, 0.12, 0.14);
        double ribs = 0.06 * lungs * (1 + Math.sin(60 * (y + 0.5 * Math.abs(x - 0.5))));
        double mediastinum = 0.15 * inside(tilted, y, 0.53, 0.6, 0.12, 0.35);
        return body * (1 - 0.7 * lungs * (1 - patch)) + ribs + mediastinum;
    }

    /** 1 well within an ellipse, 0 well without, smooth between. */
    private static double inside(
            double x, double y, double centreX, double centreY, double halfWidth, double halfHeight) {
        double distance = Math.hypot((x - centreX) / halfWidth, (y - centreY) / halfHeight);
        return 1 / (1 + Math.exp(14 * (distance - 1)));
    }
}
