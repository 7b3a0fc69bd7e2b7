package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Truth;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.Preprocessing;

class BatchTest {

    @Test
    void aimsAtBothKindsAlikeWhereNobodyNotedTheKind() {
        List<Example> examples =
                List.of(example(Truth.NORMAL), example(Truth.VIRAL_PNEUMONIA), example(Truth.PNEUMONIA));

        Batch batch = Batch.of(examples, Preprocessing.standardised(32), 0, 1);

        assertThat(batch.labels()).containsExactly(1, 0, 0, 0, 0, 1, 0, 0.5f, 0.5f);
    }

    private static Example example(Truth truth) {
        return new Example(truth.name(), "child", truth, new PreparedImage(32, 32, new byte[32 * 32]));
    }
}
