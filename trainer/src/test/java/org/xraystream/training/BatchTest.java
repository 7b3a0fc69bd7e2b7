package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Truth;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.Preprocessing;

class BatchTest {

    private static final Offset<Float> EXACTLY = within(1e-6f);
    private static final List<Example> EXAMPLES =
            List.of(example(Truth.NORMAL, 3), example(Truth.VIRAL_PNEUMONIA, 4), example(Truth.PNEUMONIA, 6));

    @Test
    void aimsAtBothKindsAlikeWhereNobodyNotedTheKind() {
        assertThat(batch(0, 0).labels()).containsExactly(1, 0, 0, 0, 0, 1, 0, 0.5f, 0.5f);
    }

    @Test
    void doesNotAimAtTheKindAsSurelyAsAtPneumonia() {
        assertThat(batch(0, 0.25).labels())
                .containsExactly(new float[] {1, 0, 0, 0, 0.25f, 0.75f, 0, 0.5f, 0.5f}, EXACTLY);
    }

    @Test
    void spreadsAPartOfEachLabelOverAllCategories() {
        assertThat(batch(0.3, 0).labels())
                .containsExactly(new float[] {0.8f, 0.1f, 0.1f, 0.1f, 0.1f, 0.8f, 0.1f, 0.45f, 0.45f}, EXACTLY);
    }

    private static Batch batch(double labelSmoothing, double kindSmoothing) {
        var how = new Hyperparameters(1, 2, 0.001, 0, labelSmoothing, kindSmoothing, 0.35, 1);
        return Batch.of(EXAMPLES, Preprocessing.standardised(32), how, 1);
    }

    private static Example example(Truth truth, int step) {
        byte[] pixels = new byte[32 * 32];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * step);
        }
        return new Example(truth.name(), "child", truth, new PreparedImage(32, 32, pixels));
    }
}
