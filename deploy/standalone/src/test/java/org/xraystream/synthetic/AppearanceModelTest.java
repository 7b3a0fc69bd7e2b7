package org.xraystream.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xraystream.model.Category;

class AppearanceModelTest {
    private static final int SIDE = 64;

    private final Random random = new Random(1);

    @Test
    void findsTheDirectionsInWhichImagesDiffer() {
        // Given
        float[] broad = waves(1, 20);
        float[] narrow = waves(3, 5);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            images.add(sum(100, (float) random.nextGaussian(), broad, (float) random.nextGaussian(), narrow));
        }

        // When
        var principal = PrincipalComponents.of(images, 2);

        // Then
        assertThat(principal.explained()).isCloseTo(1, within(1e-3));
        assertThat(cosine(principal.components().get(0), broad)).isCloseTo(1, within(0.01));
        assertThat(cosine(principal.components().get(1), narrow)).isCloseTo(1, within(0.01));
        assertThat(length(principal.components().get(0)) / length(broad)).isCloseTo(1, within(0.1));
        assertThat(principal.mean()[0]).isCloseTo(100, within(3f));
        assertThat(principal.residuals().get(7)).containsExactly(constant(SIDE, 0), within(0.1f));
    }

    @Test
    void measuresGrainAsStrongAndAsCoarseAsItIs() {
        Grain drawn = new Grain(constant(Grain.COARSE_SIDE, 12), new float[] {0.6f, 0, 0.8f, 0, 0});

        Grain measured = Grain.measure(
                random.ints(200).mapToObj(i -> drawn.draw(SIDE, random)).toList(), SIDE);

        assertThat(measured.strength()).containsExactly(constant(Grain.COARSE_SIDE, 12), within(3.5f));
        assertThat(measured.octaves()[0]).isCloseTo(0.6f, within(0.15f));
        assertThat(measured.octaves()[2]).isCloseTo(0.8f, within(0.15f));
    }

    @Test
    void survivesWritingAndReading() throws IOException {
        // Given
        float[] mean = constant(SIDE, 90);
        float[] component = waves(2, 30);
        var appearance =
                new Appearance(mean, List.of(component), new Grain(constant(Grain.COARSE_SIDE, 3), new float[5]));
        var model = new AppearanceModel(
                SIDE,
                Map.of(
                        Category.NORMAL, appearance,
                        Category.BACTERIAL_PNEUMONIA, appearance,
                        Category.VIRAL_PNEUMONIA, appearance));
        var bytes = new ByteArrayOutputStream();

        // When
        model.write(bytes);
        Appearance read = AppearanceModel.read(new ByteArrayInputStream(bytes.toByteArray()))
                .of(Category.VIRAL_PNEUMONIA);

        // Then
        assertThat(read.mean()).containsExactly(mean, within(0.5f));
        assertThat(read.components().get(0)).containsExactly(component, within(0.5f));
        assertThat(read.grain().strength()).containsExactly(constant(Grain.COARSE_SIDE, 3));
    }

    @Test
    void refusesBytesThatAreSomethingElse() {
        assertThatThrownBy(() -> AppearanceModel.read(new ByteArrayInputStream(new byte[100])))
                .isInstanceOf(IOException.class);
    }

    @Test
    void enlargesWithoutChangingWhatIsLevel() {
        assertThat(Raster.enlarge(constant(16, 7), 16, 50)).containsExactly(constant(50, 7), within(1e-4f));
    }

    private static float[] waves(int count, float amplitude) {
        float[] image = new float[SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (amplitude * Math.sin(2 * Math.PI * count * (i % SIDE) / SIDE));
        }
        return image;
    }

    private static float[] sum(float level, float a, float[] first, float b, float[] second) {
        float[] image = new float[first.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = level + a * first[i] + b * second[i];
        }
        return image;
    }

    private static float[] constant(int side, float value) {
        float[] image = new float[side * side];
        Arrays.fill(image, value);
        return image;
    }

    /** Of the angle between two images, whichever way they point. */
    private static double cosine(float[] a, float[] b) {
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
        }
        return Math.abs(product) / length(a) / length(b);
    }

    private static double length(float[] a) {
        double squares = 0;
        for (float value : a) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
