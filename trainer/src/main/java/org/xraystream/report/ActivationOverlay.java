package org.xraystream.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.xraystream.engine.ActivationMap;
import org.xraystream.image.PreparedImage;
import org.xraystream.reading.ActivationMapImage;
import org.xraystream.reading.EvidenceLayer;

/**
 * Draws a radiograph as the network saw it, and beside it the same with the evidence for pneumonia laid over,
 * on the fixed scale of {@link ActivationMapImage}.
 */
final class ActivationOverlay {
    private static final int SIDE = 256;

    private ActivationOverlay() {}

    /** A JPEG, twice as wide as high. */
    static byte[] jpeg(PreparedImage radiograph, ActivationMap map) {
        var drawn = new BufferedImage(2 * SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        BufferedImage grey = grey(radiograph);
        BufferedImage evidence =
                EvidenceLayer.of(map.width(), map.height(), cell -> ActivationMapImage.level(map.evidence()[cell]));
        graphics.drawImage(grey, 0, 0, SIDE, SIDE, null);
        graphics.drawImage(grey, SIDE, 0, SIDE, SIDE, null);
        graphics.drawImage(evidence, SIDE, 0, SIDE, SIDE, null);
        graphics.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(drawn, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static BufferedImage grey(PreparedImage radiograph) {
        var image = new BufferedImage(radiograph.width(), radiograph.height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, radiograph.width(), radiograph.height(), radiograph.pixels());
        return image;
    }
}
