package org.xraystream.benchmark;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferUShort;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import javax.imageio.ImageIO;
import org.xraystream.dicom.DicomWriter;
import org.xraystream.dicom.Tag;
import org.xraystream.image.EncodedImage;

/** Sizes and formats in which radiographs come, to make of any radiograph. */
public enum ImageKind {
    /** As they are. */
    AS_THEY_ARE,
    /** As the study kept them, 224 x 224. */
    JPEG_224,
    /** About as large as those that the study was given. */
    JPEG_1500,
    /** As a detector gives them: 2000 x 2000 with 16 bits, noise in the lowest of them, about 7 MB. */
    PNG_16_BIT,
    /** As a modality sends them: 2048 x 2048 with 16 bits, not compressed, seen through a window. */
    DICOM_16_BIT;

    private static final int NOISE = 256;

    /** The same radiograph as such an image. */
    public EncodedImage of(EncodedImage image) {
        try {
            return switch (this) {
                case AS_THEY_ARE -> image;
                case JPEG_224 -> jpeg(scaled(image, 224));
                case JPEG_1500 -> jpeg(scaled(image, 1500));
                case PNG_16_BIT -> encoded(deep(scaled(image, 2000)), "png");
                case DICOM_16_BIT -> dicom(deep(scaled(image, 2048)));
            };
        } catch (IOException e) {
            throw new UncheckedIOException("the image cannot be converted", e);
        }
    }

    private static BufferedImage scaled(EncodedImage image, int side) throws IOException {
        BufferedImage source = ImageIO.read(new ByteArrayInputStream(image.content()));
        var scaled = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(source, 0, 0, side, side, null);
        graphics.dispose();
        return scaled;
    }

    private static EncodedImage jpeg(BufferedImage image) throws IOException {
        return encoded(image, "jpeg");
    }

    private static BufferedImage deep(BufferedImage image) {
        var deep = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_USHORT_GRAY);
        WritableRaster from = image.getRaster();
        WritableRaster to = deep.getRaster();
        var random = new Random(1);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                to.setSample(x, y, 0, from.getSample(x, y, 0) * NOISE + random.nextInt(NOISE));
            }
        }
        return deep;
    }

    private static EncodedImage dicom(BufferedImage image) {
        short[] samples = ((DataBufferUShort) image.getRaster().getDataBuffer()).getData();
        ByteBuffer pixels = ByteBuffer.allocate(samples.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        pixels.asShortBuffer().put(samples);
        byte[] file = new DicomWriter()
                .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.1")
                .text(Tag.SOP_INSTANCE_UID, "2.25.1")
                .number(Tag.SAMPLES_PER_PIXEL, 1)
                .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .number(Tag.ROWS, image.getHeight())
                .number(Tag.COLUMNS, image.getWidth())
                .number(Tag.BITS_ALLOCATED, Short.SIZE)
                .number(Tag.BITS_STORED, Short.SIZE)
                .number(Tag.HIGH_BIT, Short.SIZE - 1)
                .number(Tag.PIXEL_REPRESENTATION, 0)
                .text(Tag.WINDOW_CENTER, "32768")
                .text(Tag.WINDOW_WIDTH, "65536")
                .bytes(Tag.PIXEL_DATA, pixels.array())
                .file();
        return new EncodedImage("application/dicom", file);
    }

    private static EncodedImage encoded(BufferedImage image, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IOException("no writer of " + format);
        }
        return new EncodedImage("image/" + format, bytes.toByteArray());
    }
}
