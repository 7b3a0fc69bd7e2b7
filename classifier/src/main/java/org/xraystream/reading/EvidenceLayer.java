package org.xraystream.reading;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.function.IntUnaryOperator;

/** The evidence for pneumonia in orange, to be laid over a radiograph: the more, the denser. */
public final class EvidenceLayer {
    private static final Color EVIDENCE = new Color(0xFF7A00);
    private static final double DENSEST = 0.7;

    private EvidenceLayer() {}

    /**
     * A layer, one pixel a cell.
     *
     * @param level of a cell, counted row by row, as {@link ActivationMapImage} draws it: 0 to 255
     */
    public static BufferedImage of(int width, int height, IntUnaryOperator level) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        int colour = EVIDENCE.getRGB() & 0xffffff;
        for (int i = 0; i < width * height; i++) {
            int opacity = (int) Math.round(DENSEST * level.applyAsInt(i));
            image.setRGB(i % width, i / width, opacity << 24 | colour);
        }
        return image;
    }
}
