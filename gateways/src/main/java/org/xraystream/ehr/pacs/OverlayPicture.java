package org.xraystream.ehr.pacs;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.xraystream.ehr.fhir.ModelResult;
import org.xraystream.event.Finding;
import org.xraystream.image.AreaAveraging;
import org.xraystream.image.GreyImage;
import org.xraystream.image.PreparedImage;
import org.xraystream.reading.EvidenceLayer;

/**
 * A radiograph with the model's activation map over it, and below it, where it hides nothing of the child, what the model
 * said. Nothing in it names a patient. To look at beside the original, never in its place: no side is longer than
 * {@value #LONGEST_SIDE} pixels.
 */
final class OverlayPicture {
    static final int LONGEST_SIDE = 1024;

    private static final Color SAID = Color.WHITE;
    private static final Color DOUBTFUL = new Color(0xFFD400);
    private static final int LINES_A_HEIGHT = 28;

    private OverlayPicture() {}

    private record Line(String words, Color colour, double size) {}

    /** The picture in PNG, eight bits of red, green and blue. */
    static byte[] png(GreyImage radiograph, ModelResult result) {
        double scale = (double) LONGEST_SIDE / Math.max(radiograph.width(), radiograph.height());
        int width = Math.max(1, (int) Math.round(scale * radiograph.width()));
        int height = Math.max(1, (int) Math.round(scale * radiograph.height()));
        List<Line> lines = lines(result);
        int lineHeight = LONGEST_SIDE / LINES_A_HEIGHT;
        var picture = new BufferedImage(width, height + lineHeight * (lines.size() + 1), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.drawImage(grey(radiograph, width, height), 0, 0, width, height, null);
        result.activationMap().ifPresent(map -> graphics.drawImage(evidence(map), 0, 0, width, height, null));
        int baseline = height + lineHeight;
        for (Line line : lines) {
            write(graphics, line, lineHeight, baseline, width);
            baseline += lineHeight;
        }
        graphics.dispose();
        return png(picture);
    }

    private static List<Line> lines(ModelResult result) {
        String model = "Xraystream, model " + result.modelVersion();
        Line caution = new Line("Not a medical device. To be confirmed by a radiologist.", SAID, 0.75);
        if (result.isWithdrawn()) {
            return List.of(
                    new Line("AI result WITHDRAWN", DOUBTFUL, 1),
                    new Line("The model was recalled. A radiologist must read the scan.", DOUBTFUL, 0.75),
                    new Line(model, SAID, 0.75),
                    caution);
        }
        return List.of(
                finding(result.finding()),
                new Line(
                        "Probability of pneumonia " + result.probability().orElseThrow()
                                + ". Orange: what spoke for it.",
                        SAID,
                        0.75),
                new Line(model, SAID, 0.75),
                caution);
    }

    private static Line finding(Finding finding) {
        return switch (finding) {
            case PNEUMONIA -> new Line("AI: pneumonia", SAID, 1);
            case NORMAL -> new Line("AI: no sign of pneumonia", SAID, 1);
            case UNCERTAIN -> new Line("AI: UNCERTAIN. A radiologist must read the scan.", DOUBTFUL, 1);
        };
    }

    /** In letters as high as the line allows, and smaller where the picture is too narrow. */
    private static void write(Graphics2D graphics, Line line, int lineHeight, int baseline, int width) {
        int margin = lineHeight / 2;
        var font = new Font(Font.SANS_SERIF, Font.BOLD, (int) Math.round(lineHeight * 0.8 * line.size()));
        graphics.setFont(font);
        double needed = graphics.getFontMetrics().stringWidth(line.words());
        double room = width - 2.0 * margin;
        if (needed > room) {
            graphics.setFont(font.deriveFont((float) (font.getSize() * room / needed)));
        }
        graphics.setColor(line.colour());
        graphics.drawString(line.words(), margin, baseline);
    }

    private static BufferedImage grey(GreyImage radiograph, int width, int height) {
        PreparedImage small = AreaAveraging.resize(
                radiograph, Math.min(width, radiograph.width()), Math.min(height, radiograph.height()));
        var image = new BufferedImage(small.width(), small.height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, small.width(), small.height(), small.pixels());
        return image;
    }

    private static BufferedImage evidence(byte[] map) {
        try {
            BufferedImage cells = ImageIO.read(new ByteArrayInputStream(map));
            int columns = cells.getWidth();
            return EvidenceLayer.of(
                    columns, cells.getHeight(), cell -> cells.getRaster().getSample(cell % columns, cell / columns, 0));
        } catch (IOException e) {
            throw new UncheckedIOException("our own activation map cannot be read", e);
        }
    }

    private static byte[] png(BufferedImage picture) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written to", e);
        }
        return out.toByteArray();
    }
}
