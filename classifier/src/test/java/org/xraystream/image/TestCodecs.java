package org.xraystream.image;

import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;

/** The encoders that the decoders of DICOM's pixels are tried with: as plain as they can be. */
final class TestCodecs {
    private TestCodecs() {}

    /** One byte of each sample, in runs where there are any (PS3.5, annex G). */
    static byte[] runLengths(int[] samples, int shift) {
        var out = new ByteArrayOutputStream();
        int i = 0;
        while (i < samples.length) {
            int run = 1;
            while (run < 128 && i + run < samples.length && at(samples, i + run, shift) == at(samples, i, shift)) {
                run++;
            }
            out.write(run > 1 ? 257 - run : 0);
            out.write(at(samples, i, shift));
            i += run;
        }
        if (out.size() % 2 == 1) {
            out.write(0);
        }
        return out.toByteArray();
    }

    private static int at(int[] samples, int i, int shift) {
        return (samples[i] >> shift) & 0xff;
    }

    /**
     * Lossless JPEG with a code of five bits for each category.
     *
     * @param restartRows rows between restarts, 0 for none
     */
    static byte[] losslessJpeg(int[] samples, int width, int precision, int predictor, int restartRows) {
        int height = samples.length / width;
        int interval = restartRows * width;
        var out = new ByteArrayOutputStream();
        segment(out, 0xd8);
        segment(out, 0xc3, precision, height >> 8, height, width >> 8, width, 1, 1, 0x11, 0);
        segment(out, 0xdd, interval >> 8, interval);
        int[] table = new int[34];
        table[5] = 17;
        for (int category = 0; category <= 16; category++) {
            table[17 + category] = category;
        }
        segment(out, 0xc4, table);
        segment(out, 0xda, 1, 1, 0, predictor, 0, 0);
        var bits = new Bits(out);
        for (int i = 0; i < samples.length; i++) {
            int row = i / width;
            boolean fresh = restartRows > 0 ? row % restartRows == 0 : row == 0;
            if (fresh && row > 0 && i % width == 0) {
                bits.flush();
                out.write(0xff);
                out.write(0xd0 + (row / restartRows - 1) % 8);
            }
            bits.difference((short) (samples[i] - prediction(samples, i, width, precision, predictor, fresh)));
        }
        bits.flush();
        out.write(0xff);
        out.write(0xd9);
        return out.toByteArray();
    }

    private static int prediction(int[] samples, int i, int width, int precision, int predictor, boolean fresh) {
        if (i % width == 0) {
            return fresh ? 1 << (precision - 1) : samples[i - width];
        }
        int a = samples[i - 1];
        if (fresh) {
            return a;
        }
        int b = samples[i - width];
        int c = samples[i - width - 1];
        return switch (predictor) {
            case 1 -> a;
            case 2 -> b;
            case 3 -> c;
            case 4 -> a + b - c;
            case 5 -> a + ((b - c) >> 1);
            case 6 -> b + ((a - c) >> 1);
            default -> (a + b) / 2;
        };
    }

    private static void segment(ByteArrayOutputStream out, int marker, int... content) {
        out.write(0xff);
        out.write(marker);
        if (content.length > 0) {
            out.write((content.length + 2) >> 8);
            out.write(content.length + 2);
            for (int value : content) {
                out.write(value);
            }
        }
    }

    private static final class Bits {
        private final ByteArrayOutputStream out;
        private int held;
        private int count;

        Bits(ByteArrayOutputStream out) {
            this.out = out;
        }

        void difference(int difference) {
            if (difference == Short.MIN_VALUE) {
                put(16, 5);
                return;
            }
            int category = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
            put(category, 5);
            put(difference < 0 ? difference - 1 : difference, category);
        }

        private void put(int value, int bits) {
            for (int bit = bits - 1; bit >= 0; bit--) {
                held = (held << 1) | ((value >> bit) & 1);
                if (++count == Byte.SIZE) {
                    out.write(held);
                    if (held == 0xff) {
                        out.write(0);
                    }
                    held = 0;
                    count = 0;
                }
            }
        }

        void flush() {
            while (count > 0) {
                put(1, 1);
            }
        }
    }

    /** A codestream without a box around it. */
    static byte[] jpeg2000(int[] samples, int width, int bits) {
        int type = bits > Byte.SIZE ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
        int height = samples.length / width;
        WritableRaster raster = Raster.createWritableRaster(
                new ComponentSampleModel(type, width, height, 1, width, new int[1]), new Point());
        raster.setSamples(0, 0, width, height, 0, samples);
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), new int[] {bits}, false, false, ColorModel.OPAQUE, type);
        var out = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            ImageWriter writer = new J2KImageWriterSpi().createWriterInstance(null);
            writer.setOutput(stream);
            writer.write(new BufferedImage(model, raster, false, null));
            writer.dispose();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] file = out.toByteArray();
        int start = 0;
        while (file[start] != (byte) 0xff || file[start + 1] != 0x4f || file[start + 2] != (byte) 0xff) {
            start++;
        }
        return Arrays.copyOfRange(file, start, file.length);
    }
}
