package org.xraystream.image;

import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Grey pictures of anything but a chest, drawn from chance: the same seed gives the same picture. */
public enum OtherPictures {
    WHITE_NOISE {
        @Override
        BufferedImage draw(Random random) {
            return picture(random.doubles(SIDE * SIDE).toArray());
        }
    },
    BLURRED_NOISE {
        @Override
        BufferedImage draw(Random random) {
            double[] field = random.doubles(SIDE * SIDE).toArray();
            int radius = 1 + random.nextInt(20);
            for (int times = 0; times < 3; times++) {
                field = turned(blurred(turned(blurred(field, radius)), radius));
            }
            return picture(field);
        }
    },
    CLOUDS {
        @Override
        BufferedImage draw(Random random) {
            double[] field = new double[SIDE * SIDE];
            double persistence = 0.35 + 0.4 * random.nextDouble();
            double strength = 1;
            int octaves = 2 + random.nextInt(4);
            int cells = 2 + random.nextInt(3);
            for (int octave = 0; octave < octaves; octave++, strength *= persistence, cells *= 2) {
                addOctave(field, cells, strength, random);
            }
            return picture(field);
        }
    },
    BLOBS {
        @Override
        BufferedImage draw(Random random) {
            double[] field = new double[SIDE * SIDE];
            int blobs = 3 + random.nextInt(27);
            for (int blob = 0; blob < blobs; blob++) {
                double x = random.nextInt(SIDE);
                double y = random.nextInt(SIDE);
                double width = 8 + random.nextInt(72);
                double height = 2 * random.nextDouble() - 1;
                for (int i = 0; i < field.length; i++) {
                    double square = square(column(i) - x) + square(row(i) - y);
                    field[i] += height * Math.exp(-square / (2 * width * width));
                }
            }
            return picture(field);
        }
    },
    PAGE {
        @Override
        BufferedImage draw(Random random) {
            return page(random, 255, 0);
        }
    },
    SCANNED_PAGE {
        @Override
        BufferedImage draw(Random random) {
            BufferedImage page = page(random, 170 + random.nextInt(70), 20 + random.nextInt(70));
            double[] levels = page.getRaster().getSamples(0, 0, SIDE, SIDE, 0, new double[SIDE * SIDE]);
            double[] soft = turned(blurred(turned(blurred(levels, 1)), 1));
            double light = 60 * random.nextGaussian();
            for (int i = 0; i < soft.length; i++) {
                soft[i] += light * column(i) / SIDE + 5 * random.nextGaussian();
            }
            return picture(soft);
        }
    },
    LANDSCAPE {
        @Override
        BufferedImage draw(Random random) {
            BufferedImage image = canvas();
            Graphics2D brush = brush(image);
            brush.setPaint(new GradientPaint(0, 0, grey(random), 0, SIDE, grey(random)));
            brush.fillRect(0, 0, SIDE, SIDE);
            brush.setColor(grey(random));
            brush.fill(new Ellipse2D.Double(random.nextInt(SIDE), random.nextInt(SIDE / 3), 30, 30));
            for (int range = 0; range < 4; range++) {
                brush.setColor(grey(random));
                brush.fill(hills(SIDE * (3 + range) / 8, random));
            }
            for (int tree = 0; tree < 12; tree++) {
                int foot = SIDE / 2 + random.nextInt(SIDE / 2);
                brush.setColor(grey(random));
                brush.fillRect(random.nextInt(SIDE), foot - foot / 4, 2 + foot / 60, foot / 4);
            }
            return image;
        }
    },
    STREET {
        @Override
        BufferedImage draw(Random random) {
            BufferedImage image = canvas();
            Graphics2D brush = brush(image);
            brush.setPaint(new GradientPaint(0, 0, grey(random), 0, SIDE, grey(random)));
            brush.fillRect(0, 0, SIDE, SIDE);
            for (int left = 0; left < SIDE; left += 20 + random.nextInt(40)) {
                int top = random.nextInt(SIDE / 2);
                brush.setColor(grey(random));
                brush.fillRect(left, top, 60, SIDE - top);
                brush.setColor(grey(random));
                for (int y = top + 6; y < SIDE - 12; y += 14) {
                    for (int x = left + 5; x < left + 55; x += 11) {
                        brush.fillRect(x, y, 5, 7);
                    }
                }
            }
            return image;
        }
    };

    private static final int SIDE = 256;
    private static final List<String> WORDS = List.of(
            "report",
            "the",
            "patient",
            "was",
            "seen",
            "and",
            "no",
            "fever",
            "of",
            "impression",
            "department",
            "signed");

    abstract BufferedImage draw(Random random);

    /** One of them, as a PNG. */
    public EncodedImage encoded(long seed) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(draw(new Random(name().hashCode() ^ (seed << 32))), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EncodedImage("image/png", bytes.toByteArray());
    }

    /** Stretches values to the full scale, all but the outermost hundredth. */
    private static BufferedImage picture(double[] field) {
        double[] sorted = field.clone();
        Arrays.sort(sorted);
        double dark = sorted[sorted.length / 100];
        double bright = sorted[sorted.length - 1 - sorted.length / 100];
        BufferedImage image = canvas();
        for (int i = 0; i < field.length; i++) {
            double share = Math.max(0, Math.min(1, (field[i] - dark) / (bright - dark)));
            image.getRaster().setSample(column(i), row(i), 0, (int) Math.round(255 * share));
        }
        return image;
    }

    private static double[] blurred(double[] field, int radius) {
        double[] blurred = new double[field.length];
        for (int i = 0; i < field.length; i++) {
            int start = row(i) * SIDE;
            int first = Math.max(start, i - radius);
            int last = Math.min(start + SIDE - 1, i + radius);
            blurred[i] = Arrays.stream(field, first, last + 1).average().orElseThrow();
        }
        return blurred;
    }

    /** Rows become columns. */
    private static double[] turned(double[] field) {
        double[] turned = new double[field.length];
        Arrays.setAll(turned, i -> field[column(i) * SIDE + row(i)]);
        return turned;
    }

    /** Perlin's value noise: random numbers at the corners of cells, smooth between. */
    private static void addOctave(double[] field, int cells, double strength, Random random) {
        int corners = cells + 1;
        double[] grid = new double[corners * corners];
        Arrays.setAll(grid, i -> strength * random.nextGaussian());
        for (int i = 0; i < field.length; i++) {
            double x = (double) column(i) * cells / SIDE;
            double y = (double) row(i) * cells / SIDE;
            int corner = corners * (int) y + (int) x;
            double right = smooth(x - Math.floor(x));
            double down = smooth(y - Math.floor(y));
            double upper = grid[corner] * (1 - right) + grid[corner + 1] * right;
            double lower = grid[corner + corners] * (1 - right) + grid[corner + corners + 1] * right;
            field[i] += upper * (1 - down) + lower * down;
        }
    }

    private static int column(int i) {
        return i % SIDE;
    }

    private static int row(int i) {
        return i / SIDE;
    }

    private static double square(double value) {
        return value * value;
    }

    private static double smooth(double share) {
        return share * share * (3 - 2 * share);
    }

    private static BufferedImage page(Random random, int paper, int ink) {
        BufferedImage image = canvas();
        Graphics2D brush = brush(image);
        brush.setColor(new Color(paper, paper, paper));
        brush.fillRect(0, 0, SIDE, SIDE);
        brush.setColor(new Color(ink, ink, ink));
        String family = List.of(Font.SERIF, Font.SANS_SERIF, Font.MONOSPACED).get(random.nextInt(3));
        int size = 8 + random.nextInt(20);
        brush.setFont(new Font(family, random.nextInt(2), size));
        brush.rotate(0.05 * random.nextGaussian(), SIDE / 2.0, SIDE / 2.0);
        for (int y = 10 + size; y < SIDE - 10; y += size + size / 3) {
            StringBuilder line = new StringBuilder();
            while (brush.getFontMetrics().stringWidth(line.toString()) < SIDE - 8 * size) {
                line.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
            }
            brush.drawString(line.toString(), 10, y);
        }
        return image;
    }

    private static Path2D hills(int level, Random random) {
        var hills = new Path2D.Double();
        double frequency = 0.01 + 0.04 * random.nextDouble();
        double phase = 6 * random.nextDouble();
        hills.moveTo(0, SIDE);
        for (int x = 0; x <= SIDE; x++) {
            hills.lineTo(x, level + 20 * Math.sin(frequency * x + phase) + 5 * Math.sin(7 * frequency * x));
        }
        hills.lineTo(SIDE, SIDE);
        return hills;
    }

    private static BufferedImage canvas() {
        return new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    }

    private static Graphics2D brush(BufferedImage image) {
        Graphics2D brush = image.createGraphics();
        brush.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        return brush;
    }

    private static Color grey(Random random) {
        int level = random.nextInt(256);
        return new Color(level, level, level);
    }
}
