package org.xraystream.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.Truth;
import org.xraystream.evaluation.EvaluatedImage;
import org.xraystream.evaluation.TestImages;

class WorstErrorsTest {
    private final List<EvaluatedImage> images = List.of(
            image("missed", Truth.BACTERIAL_PNEUMONIA, 0.8, 0.1),
            image("missed surely", Truth.VIRAL_PNEUMONIA, 0.95, 0.01),
            image("missed, kind unknown", Truth.PNEUMONIA, 0.85, 0.1),
            image("false alarm", Truth.NORMAL, 0.1, 0.5),
            image("undecided and leaning wrong", Truth.NORMAL, 0.45, 0.5),
            image("undecided and leaning right", Truth.NORMAL, 0.55, 0.4),
            image("of wrong kind", Truth.VIRAL_PNEUMONIA, 0.1, 0.8),
            image("of unknown kind", Truth.PNEUMONIA, 0.1, 0.8),
            image("right", Truth.BACTERIAL_PNEUMONIA, 0.1, 0.8),
            image("right too", Truth.NORMAL, 0.9, 0.05));

    @Test
    void sortsMistakesByKindTheSurestFirst() {
        WorstErrors errors = WorstErrors.of(images, 5);

        assertThat(ids(errors.missed())).containsExactly("missed surely", "missed, kind unknown", "missed");
        assertThat(ids(errors.falseAlarms())).containsExactly("false alarm");
        assertThat(ids(errors.worstLeftToAPerson())).containsExactly("undecided and leaning wrong");
        assertThat(ids(errors.wrongKind())).containsExactly("of wrong kind");
    }

    @Test
    void showsNoMoreThanAskedFor() {
        assertThat(ids(WorstErrors.of(images, 1).missed())).containsExactly("missed surely");
    }

    private static EvaluatedImage image(String id, Truth truth, double normal, double bacterial) {
        return TestImages.judged(id, id, truth, normal, bacterial);
    }

    private static List<String> ids(List<EvaluatedImage> images) {
        return images.stream().map(EvaluatedImage::id).toList();
    }
}
