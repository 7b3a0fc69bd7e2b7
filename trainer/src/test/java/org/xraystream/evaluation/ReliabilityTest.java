package org.xraystream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.Truth;

class ReliabilityTest {

    /** Of ten images given 30%, four are ill; of ten given 95%, all. */
    @Test
    void comparesWhatIsSaidWithWhatIs() {
        List<JudgedExample> judged = IntStream.range(0, 20)
                .mapToObj(i -> TestImages.judged(
                                "" + i,
                                "child" + i,
                                i < 6 ? Truth.NORMAL : Truth.VIRAL_PNEUMONIA,
                                i < 10 ? 0.7 : 0.05,
                                0)
                        .judged())
                .toList();

        List<Reliability.Bin> bins = Reliability.of(judged).bins();

        assertThat(bins).hasSize(2);
        assertThat(bins.get(0).images()).isEqualTo(10);
        assertThat(bins.get(0).said()).isCloseTo(0.3, within(1e-9));
        assertThat(bins.get(0).found()).isCloseTo(0.4, within(1e-9));
        assertThat(bins.get(0).interval().low()).isBetween(0.05, 0.2);
        assertThat(bins.get(0).interval().high()).isBetween(0.6, 0.8);
        assertThat(bins.get(1).found()).isEqualTo(1);
        assertThat(Evaluation.of(judged).calibrationError()).isCloseTo((0.1 + 0.05) / 2, within(1e-9));
    }
}
