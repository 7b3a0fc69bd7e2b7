package org.xraystream.demo;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.xraystream.image.EncodedImage;

/**
 * A detector unlike those whose images the shipped model learned from: over-exposed, so that lungs look hazy, of less
 * contrast, of coarse pixels, and collimated closer. Takes an image as if the same chest had stood before it.
 *
 * <p>As far off as the input gate lets pass: it refuses 2% of these images. From a detector still farther off it refuses
 * most, and those that it lets pass are read no worse.
 */
final class OtherDetector {

    /** Part of the width and of the height that is still seen. */
    private static final double SEEN = 0.9;
    /** Pixels across what is seen. */
    private static final int PIXELS_ACROSS = 80;
    /** Below 1 brightens what is dark: lungs look hazy. */
    private static final double GAMMA = 0.4;

    private static final double CONTRAST = 0.8;
    private static final double BRIGHTER = -0.1;

    private OtherDetector() {}

    /** The same chest taken by this detector, of the same size; as a JPEG. */
    static EncodedImage retake(EncodedImage image) throws IOException {
        BufferedImage grey = coarse(grey(ImageIO.read(new ByteArrayInputStream(image.content()))));
        byte[] pixels = ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            double light = Math.pow((pixels[i] & 0xFF) / 255.0, GAMMA);
            double exposed = (light - 0.5) * CONTRAST + 0.5 + BRIGHTER;
            pixels[i] = (byte) Math.max(0, Math.min(255, Math.round(255 * exposed)));
        }
        var bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(grey, "jpeg", bytes)) {
            throw new IOException("no JPEG can be written here");
        }
        return new EncodedImage("image/jpeg", bytes.toByteArray());
    }

    private static BufferedImage grey(BufferedImage image) {
        var grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        draw(image, grey);
        return grey;
    }

    /** The middle of the image, through fewer pixels, enlarged to its size again. */
    private static BufferedImage coarse(BufferedImage image) {
        int width = (int) (SEEN * image.getWidth());
        int height = (int) (SEEN * image.getHeight());
        BufferedImage seen =
                image.getSubimage((image.getWidth() - width) / 2, (image.getHeight() - height) / 2, width, height);
        int down = Math.max(1, PIXELS_ACROSS * height / width);
        var small = new BufferedImage(PIXELS_ACROSS, down, BufferedImage.TYPE_BYTE_GRAY);
        draw(seen.getScaledInstance(PIXELS_ACROSS, down, Image.SCALE_AREA_AVERAGING), small);
        var large = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        draw(small, large);
        return large;
    }

    private static void draw(Image from, BufferedImage to) {
        Graphics2D graphics = to.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(from, 0, 0, to.getWidth(), to.getHeight(), null);
        graphics.dispose();
    }
}
