package org.xraystream.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;

/**
 * Every image that our tests speak of, by name, made on the spot. All are deterministic, and none shows a real person;
 * {@link #realData()} says where real radiographs lie, if they are here.
 */
public final class TestScans {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private TestScans() {}

    /** A drawn radiograph as most of the training data come: an 8-bit grey JPEG. */
    public static EncodedImage greyJpeg() {
        return radiograph(1, 0);
    }

    /**
     * A drawn radiograph as an 8-bit grey JPEG of 640 x 480.
     *
     * @param seed names the child: lungs and noise differ
     * @param opacity how white a patch in one lung is, 0 for a clear lung to 1
     */
    public static EncodedImage radiograph(long seed, double opacity) {
        return jpeg(grey8(new DrawnChest(seed, opacity).draw(WIDTH, HEIGHT, 0xff)));
    }

    /** The drawn radiograph as a colour JPEG that has no colour in it, as some scanners write. */
    public static EncodedImage colourCodedGreyJpeg() {
        return jpeg(rgb(new DrawnChest(1, 0).draw(WIDTH, HEIGHT, 0xff)));
    }

    /** The drawn radiograph as a JPEG of red, green and blue components, marked as such by Adobe's segment. */
    public static EncodedImage adobeRgbJpeg() {
        byte[] unmarked = jpeg(interleaved(new DrawnChest(1, 0).draw(WIDTH, HEIGHT, 0xff), 3));
        byte[] adobe = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        byte[] content = ByteBuffer.allocate(unmarked.length + adobe.length)
                .put(unmarked, 0, 2)
                .put(adobe)
                .put(unmarked, 2, unmarked.length - 2)
                .array();
        return new EncodedImage("image/jpeg", content);
    }

    /** The drawn radiograph as a JPEG of four components, as printers use. */
    public static EncodedImage cmykJpeg() {
        return new EncodedImage("image/jpeg", jpeg(interleaved(new DrawnChest(1, 0).draw(WIDTH, HEIGHT, 0xff), 4)));
    }

    /** The drawn radiograph as an 8-bit grey PNG. */
    public static EncodedImage png8() {
        return png(grey8(new DrawnChest(1, 0).draw(WIDTH, HEIGHT, 0xff)));
    }

    /** The drawn radiograph as a 16-bit grey PNG. */
    public static EncodedImage png16() {
        return png16(new DrawnChest(1, 0).draw(WIDTH, HEIGHT, 0xffff), WIDTH, HEIGHT);
    }

    /** A drawn radiograph with 90 columns and rows: fewer than the network sees. */
    public static EncodedImage smallPng() {
        var image = new BufferedImage(90, 90, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSamples(0, 0, 90, 90, 0, new DrawnChest(1, 0).draw(90, 90, 0xff));
        return png(image);
    }

    /** A drawn radiograph whose levels all lie between 100 and 163. */
    public static EncodedImage washedOutPng() {
        int[] samples = new DrawnChest(1, 0).draw(WIDTH, HEIGHT, 0xff);
        return png(grey8(Arrays.stream(samples).map(level -> 100 + level / 4).toArray()));
    }

    /** The first half of a JPEG's bytes. ImageIO decodes it without complaint, its lower part grey. */
    public static EncodedImage truncatedJpeg() {
        byte[] whole = greyJpeg().content();
        return new EncodedImage("image/jpeg", Arrays.copyOf(whole, whole.length / 2));
    }

    /** A JPEG with two bytes of its coded data overwritten; begin and end are well. */
    public static EncodedImage damagedJpeg() {
        byte[] content = greyJpeg().content();
        content[content.length / 2] = (byte) 0xff;
        content[content.length / 2 + 1] = (byte) 0xc3;
        return new EncodedImage("image/jpeg", content);
    }

    /** The first half of a PNG's bytes. */
    public static EncodedImage truncatedPng() {
        byte[] whole = png8().content();
        return new EncodedImage("image/png", Arrays.copyOf(whole, whole.length / 2));
    }

    /** A PNG with one bit of its pixels flipped, which only the chunk's checksum tells. */
    public static EncodedImage damagedPng() {
        byte[] content = png8().content();
        content[content.length / 2] ^= 1;
        return new EncodedImage("image/png", content);
    }

    /** Words where a JPEG is claimed. */
    public static EncodedImage textNamedJpeg() {
        return new EncodedImage("image/jpeg", "This is no image.".getBytes(StandardCharsets.UTF_8));
    }

    /** Some bytes of PNG that promise 2,500 million pixels. */
    public static EncodedImage hugePng() {
        return new EncodedImage("image/png", pngOfHeaderOnly(50_000, 50_000));
    }

    /** A whole PNG of one pixel. */
    public static EncodedImage onePixelPng() {
        return png(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY));
    }

    /** A picture taken without exposure. */
    public static EncodedImage allBlack() {
        return png(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY));
    }

    /** A JPEG like a holiday photograph: blue sky over green land, a red sun. */
    public static EncodedImage colourPhotograph() {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                boolean sun = Math.hypot(x - 450, y - 120) < 60;
                int land = 60 + (int) (40 * Math.sin(x / 30.0));
                int sky = 100 + y / 3;
                image.setRGB(x, y, sun ? 0xe04030 : y > 280 + land / 4 ? 0x204020 + (land << 8) : sky << 8 | 0x6000e0);
            }
        }
        return jpeg(image);
    }

    /** A scanned page: lines of black strokes on white. */
    public static EncodedImage textPage() {
        int[] samples = new int[WIDTH * HEIGHT];
        Arrays.fill(samples, 250);
        var strokes = new Random(2);
        for (int line = 30; line < HEIGHT - 30; line += 16) {
            for (int x = 40; x < WIDTH - 40; x += 3 + strokes.nextInt(5)) {
                int top = line - strokes.nextInt(10);
                for (int y = top; y < line; y++) {
                    samples[y * WIDTH + x] = 10;
                }
            }
        }
        return png(grey8(samples));
    }

    /** Grey levels drawn by lot. */
    public static EncodedImage noise() {
        return png(grey8(new Random(3).ints(WIDTH * HEIGHT, 0, 256).toArray()));
    }

    /** A drawn radiograph pulled to a ribbon of 900 x 90. */
    public static EncodedImage ribbon() {
        var image = new BufferedImage(900, 90, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSamples(0, 0, 900, 90, 0, new DrawnChest(1, 0).draw(900, 90, 0xff));
        return png(image);
    }

    /** No bytes at all. */
    public static EncodedImage emptyPayload() {
        return new EncodedImage("image/jpeg", new byte[0]);
    }

    /**
     * The folder with real radiographs ({@code chest_xray}, {@code originals}): the environment variable
     * {@code XRAY_DATA}, else {@code ../shared/data} beside the repository; empty if neither is there.
     */
    public static Optional<Path> realData() {
        String named = System.getenv("XRAY_DATA");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return Optional.ofNullable(folder)
                .map(root -> root.resolveSibling("shared").resolve("data"))
                .filter(Files::isDirectory);
    }

    static EncodedImage png(BufferedImage image) {
        return new EncodedImage("image/png", write(image, "png"));
    }

    static EncodedImage png16(int[] samples, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSamples(0, 0, width, height, 0, samples);
        return png(image);
    }

    static EncodedImage jpeg(BufferedImage image) {
        return new EncodedImage("image/jpeg", write(image, "jpeg"));
    }

    private static byte[] write(BufferedImage image, String format) {
        var out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("no writer of " + format + " for " + image);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A JPEG of the raster's bands as they are, with no segment that says what they mean. */
    private static byte[] jpeg(Raster raster) {
        var out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static BufferedImage grey8(int[] samples) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSamples(0, 0, WIDTH, HEIGHT, 0, samples);
        return image;
    }

    private static BufferedImage rgb(int[] samples) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        image.setRGB(
                0,
                0,
                WIDTH,
                HEIGHT,
                Arrays.stream(samples).map(level -> level * 0x010101).toArray(),
                0,
                WIDTH);
        return image;
    }

    private static Raster interleaved(int[] samples, int bands) {
        WritableRaster raster = Raster.createInterleavedRaster(0, WIDTH, HEIGHT, bands, null);
        for (int band = 0; band < bands; band++) {
            raster.setSamples(0, 0, WIDTH, HEIGHT, band, samples);
        }
        return raster;
    }

    private static byte[] pngOfHeaderOnly(int width, int height) {
        ByteBuffer png = ByteBuffer.allocate(33)
                .putLong(0x89504e470d0a1a0aL)
                .putInt(13)
                .putInt(0x49484452)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 0, 0, 0, 0});
        var checksum = new CRC32();
        checksum.update(png.array(), 12, 17);
        return png.putInt((int) checksum.getValue()).array();
    }
}
