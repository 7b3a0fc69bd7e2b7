package org.xraystream.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingCurveTest {

    @Test
    void readsColumnsByTheirNamesInWhateverOrder() {
        TrainingCurve curve = TrainingCurve.parse(
                        "epoch,held_out_accuracy,loss,training_loss,training_accuracy\n1,0.8,0.9,0.5,0.7\n2,0.85,0.8,0.4,0.9\n")
                .orElseThrow();

        assertThat(curve.epochs()).containsExactly(1.0, 2.0);
        assertThat(curve.column("loss")).containsExactly(0.9, 0.8);
        assertThat(curve.column("held_out_loss")).isEmpty();
        assertThat(curve.lastOnTraining()).contains(new Report.Fit(0.9, 0.4));
    }

    @Test
    void drawsWhatThereIs() {
        TrainingCurve old = TrainingCurve.parse("epoch,loss\n1,0.9\n2,0.8\n").orElseThrow();

        assertThat(old.lastOnTraining()).isEmpty();
        assertThat(TrainingChart.accuracy(old)).isEmpty();
        assertThat(TrainingChart.loss(old)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "epoch,loss\n", "epoch,loss\n1\n", "epoch,loss\n1,much\n", "loss\n0.9\n"})
    void isNoCurveWhereItCannotBeRead(String csv) {
        assertThat(TrainingCurve.parse(csv)).isEqualTo(Optional.empty());
    }
}
