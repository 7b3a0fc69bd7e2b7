package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Truth;
import org.xraystream.image.Preprocessing;
import org.xraystream.network.PneumoniaNetwork;
import org.xraystream.training.TrainingProgress.Epoch;

class EarlyStopTest {

    private static final int EPOCHS = 8;
    private static final Hyperparameters QUICK = new Hyperparameters(EPOCHS, 16, 0.01, 0.01, 0.1, 0, 0.35, 1);

    /** Held out are the same patterns with their truths exchanged: the better it learns, the worse it does on them. */
    @Test
    void endsOnceHeldOutExamplesGainNothing() throws InterruptedException {
        assertThat(train(2)).hasSizeBetween(3, EPOCHS - 1);
    }

    @Test
    void goesThroughAllEpochsWithoutPatience() throws InterruptedException {
        assertThat(train(0)).hasSize(EPOCHS);
    }

    private static List<Epoch> train(int patience) throws InterruptedException {
        List<Example> exchanged = TestExamples.patterns(60, 2).stream()
                .map(example -> new Example(
                        example.id(),
                        example.child(),
                        example.truth().isPneumonia() ? Truth.NORMAL : Truth.BACTERIAL_PNEUMONIA,
                        example.image()))
                .toList();
        var order = new TrainingOrder(
                "test-1", Optional.empty(), TestExamples.patterns(150, 1), exchanged, "by seed", QUICK, 1, patience);
        ComputationGraph network = new PneumoniaNetwork(TestExamples.SIDE, List.of(8, 16))
                .build(order.seed(), QUICK.learningRate(), QUICK.weightDecay());
        try (var run = new TrainingRun(network, Preprocessing.standardised(TestExamples.SIDE), order)) {
            return run.run(Optional.empty(), TrainingProgress.SILENT);
        } finally {
            network.close();
        }
    }
}
