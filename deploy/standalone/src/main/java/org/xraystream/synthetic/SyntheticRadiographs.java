package org.xraystream.synthetic;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.random.RandomGenerator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.xraystream.model.Category;

/**
 * Draws synthetic radiographs, for demonstrations where no real ones are at hand: the mean image of a category, plus its
 * principal components with Gaussian weights, plus grain. Only statistics over more than a thousand radiographs stand
 * behind a category (see {@link SyntheticModelFitter}).
 *
 * <p>They are no test of a model: what is hard about real radiographs is not in them. The figures are in
 * {@code docs/decisions/007-what-does-the-demo-show-without-data.md}. Immutable and thread-safe.
 */
public final class SyntheticRadiographs {
    /** Rows and columns of the images. */
    public static final int SIDE = 512;

    /** Beyond this many standard deviations the images begin to look like none. */
    private static final double LARGEST_WEIGHT = 2;

    /**
     * Share of the measured grain that is drawn. What the components leave out is mostly edges of ribs and vessels; all of
     * it drawn as noise looks like sand.
     */
    private static final float GRAIN_SHARE = 0.5f;

    private static final float JPEG_QUALITY = 0.9f;

    private final AppearanceModel model;

    SyntheticRadiographs(AppearanceModel model) {
        this.model = model;
    }

    /** Those that come with this software. */
    public static SyntheticRadiographs shipped() {
        try (InputStream in = SyntheticRadiographs.class.getResourceAsStream("appearance.bin")) {
            if (in == null) {
                throw new IllegalStateException("appearance.bin is missing beside " + SyntheticRadiographs.class);
            }
            return new SyntheticRadiographs(AppearanceModel.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped model of synthetic radiographs cannot be read", e);
        }
    }

    /** Draws one of a random category, all equally likely. */
    public SyntheticRadiograph draw(RandomGenerator random) {
        Category[] categories = Category.values();
        return draw(categories[random.nextInt(categories.length)], random);
    }

    /** Draws one of a category; the same state of the generator gives the same image. */
    public SyntheticRadiograph draw(Category category, RandomGenerator random) {
        Appearance appearance = model.of(category);
        float[] coarse = shape(appearance, random);
        float[] grain = appearance.grain().draw(model.side(), random);
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] += GRAIN_SHARE * grain[i];
        }
        return new SyntheticRadiograph(category, jpeg(Raster.enlarge(coarse, model.side(), SIDE)));
    }

    /** An image on the model's grid, still without grain. */
    static float[] shape(Appearance appearance, RandomGenerator random) {
        float[] image = appearance.mean().clone();
        for (float[] component : appearance.components()) {
            float weight = weight(random);
            for (int i = 0; i < image.length; i++) {
                image[i] += weight * component[i];
            }
        }
        return image;
    }

    private static float weight(RandomGenerator random) {
        double weight = random.nextGaussian();
        while (Math.abs(weight) > LARGEST_WEIGHT) {
            weight = random.nextGaussian();
        }
        return (float) weight;
    }

    private static byte[] jpeg(float[] grey) {
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(Math.min(255, Math.max(0, grey[i])));
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(JPEG_QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
