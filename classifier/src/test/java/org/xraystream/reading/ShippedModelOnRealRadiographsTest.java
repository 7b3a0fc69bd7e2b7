package org.xraystream.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Judgement;
import org.xraystream.engine.Model;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.AreaAveraging;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.ImageDecoder;
import org.xraystream.image.ImageLimits;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.TestScans;
import org.xraystream.model.Finding;
import org.xraystream.model.ModelBundle;

/** Holds the shipped model to deciding by the chest, and not by how the image reached it. */
class ShippedModelOnRealRadiographsTest {

    private static final ImageDecoder DECODER = DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS);
    private static Model model;
    private static Path data;
    private static List<Path> originals;

    @BeforeAll
    static void load() throws Exception {
        model = Model.load(ModelBundle.shipped(), Engine.ONNX);
        Optional<Path> found = TestScans.realData();
        assumeTrue(found.isPresent(), "skipped: no real radiographs at ../shared/data, and XRAY_DATA is not set");
        data = found.get();
        try (var paths = Files.walk(data.resolve("originals"))) {
            originals = paths.filter(path -> path.toString().endsWith(".jpeg")).toList();
        }
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void decidesAlikeOnAFullSizeImageAndOnItsSmallCopy() throws Exception {
        List<Path> differing = new ArrayList<>();
        for (Path original : originals) {
            Path name = data.resolve("originals").relativize(original);
            Path small = data.resolve("chest_xray/train").resolve(name);
            if (model.judge(prepared(original)).finding()
                    != model.judge(prepared(small)).finding()) {
                differing.add(name);
            }
        }

        assertThat(originals).hasSize(120);
        assertThat(differing).as("at most 1%").hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void decidesAlikeWithItsBorderCovered() throws Exception {
        int turned = 0;
        int opposite = 0;
        for (Path original : originals) {
            PreparedImage whole = prepared(original);
            Judgement open = model.judge(whole);
            Judgement covered = model.judge(withBorderCovered(whole));
            turned += isIll(open) == isIll(covered) ? 0 : 1;
            Set<Finding> findings = EnumSet.of(open.finding(), covered.finding());
            opposite += findings.equals(EnumSet.of(Finding.NORMAL, Finding.PNEUMONIA)) ? 1 : 0;
        }

        assertThat(turned).as("at most 2%").isLessThanOrEqualTo(2);
        assertThat(opposite).isZero();
    }

    private static boolean isIll(Judgement judgement) {
        return judgement.probabilities().pneumonia() >= 0.5;
    }

    /** Black over a twelfth of each side. */
    private static PreparedImage withBorderCovered(PreparedImage image) {
        int border = image.width() / 12;
        byte[] pixels = image.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            int column = i % image.width();
            int row = i / image.width();
            if (Math.min(column, row) < border || column >= image.width() - border || row >= image.height() - border) {
                pixels[i] = 0;
            }
        }
        return new PreparedImage(image.width(), image.height(), pixels);
    }

    private static PreparedImage prepared(Path file) throws IOException, UnacceptableImageException {
        int side = model.preprocessing().side();
        return AreaAveraging.resize(
                DECODER.decode(new EncodedImage("image/jpeg", Files.readAllBytes(file))), side, side);
    }
}
