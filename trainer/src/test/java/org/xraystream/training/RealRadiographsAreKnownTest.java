package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.KaggleFolder;
import org.xraystream.dataset.Split;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.gate.InputGate;
import org.xraystream.gate.IntendedUse;
import org.xraystream.gate.Likeness;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.TestScans;
import org.xraystream.model.ModelBundle;

/** Holds the shipped model's reference against radiographs of children that the model was not trained on. */
class RealRadiographsAreKnownTest {

    private static final InputGate GATE = new InputGate(IntendedUse.PAEDIATRIC_CHEST);

    private static Model model;
    private static List<PreparedImage> radiographs;

    @BeforeAll
    static void read() throws Exception {
        var data = TestScans.realData()
                .map(folder -> folder.resolve(Path.of("chest_xray", "train")))
                .filter(Files::isDirectory);
        assumeTrue(data.isPresent(), "skipped: no real radiographs at ../shared/data, and XRAY_DATA is not set");
        model = Model.load(ModelBundle.shipped(), Engine.ONNX);
        Split split = Split.described(model.manifest().provenance().split()).orElseThrow();
        var contents = KaggleFolder.list(data.get()).read(model.preprocessing().side(), (done, of) -> {});
        radiographs = split.split(contents.examples()).validation().stream()
                .map(Example::image)
                .toList();
    }

    @AfterAll
    static void close() {
        if (model != null) {
            model.close();
        }
    }

    @Test
    void passAtLeastNinetyNineInAHundred() {
        assertThat(shareCaught(image -> image)).isLessThanOrEqualTo(0.01);
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 180, 270})
    void areCaughtWhenTurned(int degrees) {
        assertThat(shareCaught(image -> turned(image, degrees / 90))).isGreaterThanOrEqualTo(0.95);
    }

    private static double shareCaught(UnaryOperator<PreparedImage> change) {
        assertThat(radiographs).hasSizeGreaterThan(500);
        long caught = radiographs.stream()
                .map(change)
                .filter(image -> isCaught(model.judge(image).likeness().orElseThrow()))
                .count();
        return (double) caught / radiographs.size();
    }

    private static boolean isCaught(Likeness likeness) {
        try {
            GATE.checkLikeness(likeness);
            return GATE.isUnusual(likeness);
        } catch (UnacceptableImageException e) {
            return true;
        }
    }

    private static PreparedImage turned(PreparedImage image, int quarters) {
        int side = image.width();
        byte[] pixels = image.pixels();
        for (int quarter = 0; quarter < quarters; quarter++) {
            byte[] from = pixels;
            pixels = new byte[from.length];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = from[(side - 1 - i % side) * side + i / side];
            }
        }
        return new PreparedImage(side, side, pixels);
    }
}
