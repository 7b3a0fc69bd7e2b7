package org.xraystream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xraystream.evaluation.EvaluatedImage.PixelSize;
import org.xraystream.evaluation.Subgroup.By;

class SubgroupTest {
    private final List<EvaluatedImage> images = TestImages.judged(20, 3);

    @Test
    void putsEveryImageIntoOnePartOfEachDivision() {
        List<Subgroup> subgroups = Subgroup.of(images);

        for (By by : By.values()) {
            assertThat(subgroups.stream()
                            .filter(subgroup -> subgroup.by() == by)
                            .mapToInt(subgroup -> subgroup.estimates().scores().examples())
                            .sum())
                    .as(by.name())
                    .isEqualTo(images.size());
        }
        assertThat(subgroups)
                .filteredOn(subgroup -> subgroup.by() == By.SERIES)
                .extracting(Subgroup::name)
                .containsExactly("person..._bacteria", "person..._virus", "IM-...");
    }

    @Test
    void hasSensitivityOrSpecificityOfAPartOfOneClass() {
        Subgroup normals = Subgroup.of(images).stream()
                .filter(subgroup -> subgroup.name().equals("normal"))
                .findFirst()
                .orElseThrow();

        assertThat(Score.SPECIFICITY.of(normals.estimates()).isDefined()).isTrue();
        assertThat(Score.SENSITIVITY.of(normals.estimates()).isDefined()).isFalse();
        assertThat(normals.estimates().scores().children()).isEqualTo(10);
    }

    @Test
    void dividesBySizeWhatHasOne() {
        List<EvaluatedImage> sized = List.of(sized(700, 700), sized(800, 800), sized(1000, 1000), sized(2000, 1000));
        var unknown = new EvaluatedImage(
                "x.png", Optional.empty(), images.get(0).image(), images.get(0).judged());

        assertThat(names(sized))
                .containsExactly(
                        "below 0.5 megapixels", "0.5 to 1 megapixels", "1 to 2 megapixels", "2 megapixels and more");
        assertThat(names(List.of(unknown))).isEmpty();
    }

    private EvaluatedImage sized(int width, int height) {
        EvaluatedImage any = images.get(0);
        return new EvaluatedImage(any.id(), Optional.of(new PixelSize(width, height)), any.image(), any.judged());
    }

    private static List<String> names(List<EvaluatedImage> images) {
        return Subgroup.of(images).stream()
                .filter(subgroup -> subgroup.by() == By.SIZE)
                .map(Subgroup::name)
                .toList();
    }
}
