package org.xraystream.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xraystream.model.FigureTable;

class TrainingCurveTest {

    @Test
    void findsItsColumnsInWhateverOrder() {
        TrainingCurve curve = curve(
                        "epoch,held_out_accuracy,loss,training_loss,training_accuracy\n1,0.8,0.9,0.5,0.7\n2,0.85,0.8,0.4,0.9\n")
                .orElseThrow();

        assertThat(curve.epochs()).containsExactly(1.0, 2.0);
        assertThat(curve.column("loss")).containsExactly(0.9, 0.8);
        assertThat(curve.lastOnTraining()).contains(new Report.Fit(0.9, 0.4));
    }

    @Test
    void drawsWhatThereIs() {
        TrainingCurve old = curve("epoch,loss\n1,0.9\n2,0.8\n").orElseThrow();

        assertThat(old.lastOnTraining()).isEmpty();
        assertThat(TrainingChart.accuracy(old)).isEmpty();
        assertThat(TrainingChart.loss(old)).isPresent();
    }

    @Test
    void isNoCurveWithoutEpochs() {
        assertThat(curve("loss\n0.9\n")).isEmpty();
    }

    static Optional<TrainingCurve> curve(String csv) {
        return FigureTable.fromCsv(csv.getBytes(UTF_8)).flatMap(TrainingCurve::of);
    }
}
