package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.dataset.Example;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.evaluation.Scores;
import org.xraystream.model.FigureTable;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.Provenance;
import org.xraystream.network.PneumoniaNetwork;

class TrainerTest {

    private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");
    private static final Hyperparameters QUICK = new Hyperparameters(8, 16, 0.01, 0.01, 0.1, 0, 0.35, 1);

    private final Trainer trainer =
            new Trainer(new PneumoniaNetwork(TestExamples.SIDE, List.of(8, 16)), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void learnsToTellPatternsApart() throws Exception {
        ModelBundle bundle = trainer.train(order(QUICK, 1), TrainingProgress.SILENT);

        Scores unseen = scores(bundle, Engine.ONNX, TestExamples.patterns(90, 99));
        assertThat(unseen.auc()).isGreaterThan(0.95);
        assertThat(unseen.accuracyOfThree()).isGreaterThan(0.9);
    }

    @Test
    void writesDownWhereTheModelComesFrom() throws Exception {
        TrainingOrder order = order(QUICK.withEpochs(2), 5);

        ModelBundle bundle = trainer.train(order, TrainingProgress.SILENT);

        Provenance provenance = bundle.manifest().provenance();
        assertThat(bundle.manifest().version()).isEqualTo("test-1");
        assertThat(provenance.trainedAt()).isEqualTo(NOW);
        assertThat(provenance.startedFrom()).isEqualTo(Provenance.RANDOM_WEIGHTS);
        assertThat(provenance.seed()).isEqualTo(5);
        assertThat(provenance.hyperparameters()).containsEntry("epochs", "2");
        assertThat(provenance.trainedOn().examples()).isEqualTo(150);
        assertThat(provenance.heldOut().examples()).isEqualTo(60);
        assertThat(provenance.scores().get("auc"))
                .isCloseTo(scores(bundle, Engine.ONNX, order.heldOut()).auc(), within(1e-9));
        assertThat(bundle.trainingCurve().orElseThrow().columns())
                .containsOnlyKeys(
                        "epoch", "loss", "training_loss", "training_accuracy", "held_out_loss", "held_out_accuracy")
                .containsEntry("epoch", List.of(1.0, 2.0));
        assertThat(area(bundle.rocCurve().orElseThrow()))
                .isCloseTo(provenance.scores().get("auc"), within(1e-4));
    }

    @Test
    void servesWhatItTrained() throws Exception {
        ModelBundle bundle = trainer.train(order(QUICK.withEpochs(2), 1), TrainingProgress.SILENT);
        List<Example> examples = TestExamples.patterns(30, 99);

        Scores served = scores(bundle, Engine.ONNX, examples);
        Scores trained = scores(bundle, Engine.DL4J, examples);

        assertThat(served.logLossOfThree()).isCloseTo(trained.logLossOfThree(), within(1e-4));
    }

    @Test
    void givesTheSameBundleForTheSameSeed() throws Exception {
        ModelBundle first = trainer.train(order(QUICK.withEpochs(2), 1), TrainingProgress.SILENT);

        assertThat(trainer.train(order(QUICK.withEpochs(2), 1), TrainingProgress.SILENT)
                        .sha256())
                .isEqualTo(first.sha256());
        assertThat(trainer.train(order(QUICK.withEpochs(2), 2), TrainingProgress.SILENT)
                        .sha256())
                .isNotEqualTo(first.sha256());
    }

    @Test
    void goesOnWhereItWasCutOffAsIfNothingHadHappened(@TempDir Path folder) throws Exception {
        TrainingOrder order = order(QUICK.withEpochs(3), 1);
        ModelBundle inOneGo = trainer.train(order, TrainingProgress.SILENT);
        Checkpoint checkpoint = new Checkpoint(folder.resolve("run.checkpoint"));
        assertThatThrownBy(() -> trainer.train(
                        order, checkpoint, epoch -> Thread.currentThread().interrupt()))
                .isInstanceOf(InterruptedException.class);

        List<Integer> epochs = new ArrayList<>();
        ModelBundle inTwo = trainer.train(order, checkpoint, epoch -> epochs.add(epoch.epoch()));

        assertThat(epochs).containsExactly(2, 3);
        assertThat(inTwo.sha256()).isEqualTo(inOneGo.sha256());
    }

    @Test
    void refusesTheCheckpointOfAnotherRun(@TempDir Path folder) throws Exception {
        Checkpoint checkpoint = new Checkpoint(folder.resolve("run.checkpoint"));
        trainer.train(order(QUICK.withEpochs(1), 1), checkpoint, TrainingProgress.SILENT);

        assertThatThrownBy(() -> trainer.train(order(QUICK.withEpochs(1), 2), checkpoint, TrainingProgress.SILENT))
                .isInstanceOf(ForeignCheckpointException.class)
                .hasMessageContaining("checkpoint of another run");
    }

    @Test
    void trainsOnFromAModel() throws Exception {
        ModelBundle start = trainer.train(order(QUICK, 1), TrainingProgress.SILENT);
        Hyperparameters gentle = new Hyperparameters(1, 16, 0.0001, 0.01, 0.1, 0, 0.35, 1);
        TrainingOrder order = new TrainingOrder(
                "test-2",
                Optional.of(start),
                TestExamples.patterns(48, 7),
                TestExamples.patterns(60, 2),
                "by seed",
                gentle,
                1);

        ModelBundle next = trainer.train(order, TrainingProgress.SILENT);

        assertThat(next.manifest().provenance().startedFrom()).isEqualTo("test-1");
        assertThat(next.network()).isNotEqualTo(start.network());
        assertThat(scores(next, Engine.ONNX, TestExamples.patterns(90, 99)).accuracyOfThree())
                .isGreaterThan(0.9);
    }

    @Test
    void keepsTheThresholdsItStartedFromWhereTooFewAreHeldOut() throws Exception {
        ModelBundle start = trainer.train(order(QUICK.withEpochs(2), 1), TrainingProgress.SILENT);
        List<Example> oneNormal = TestExamples.patterns(1, 2);
        TrainingOrder order = new TrainingOrder(
                "test-2",
                Optional.of(start),
                TestExamples.patterns(48, 7),
                oneNormal,
                "by seed",
                QUICK.withEpochs(1),
                1);

        ModelBundle next = trainer.train(order, TrainingProgress.SILENT);

        assertThat(next.manifest().thresholds()).isEqualTo(start.manifest().thresholds());
        assertThat(next.manifest().calibration()).isEqualTo(start.manifest().calibration());
    }

    @Test
    void knowsTheExamplesOnlyWhereTheyAreEnough() throws Exception {
        TrainingOrder many = order(QUICK.withEpochs(1), 1, 520, 210);

        assertThat(trainer.train(many, TrainingProgress.SILENT).reference())
                .hasValueSatisfying(
                        reference -> assertThat(reference.scaledBy()).isEqualTo(210));
        assertThat(trainer.train(order(QUICK.withEpochs(1), 1), TrainingProgress.SILENT)
                        .reference())
                .isEmpty();
    }

    @Test
    void keepsTheReferenceItStartedFromWhereTooFewExamplesAreGiven() throws Exception {
        ModelBundle start = trainer.train(order(QUICK.withEpochs(2), 1, 520, 210), TrainingProgress.SILENT);
        TrainingOrder gentle = new TrainingOrder(
                "test-2",
                Optional.of(start),
                TestExamples.patterns(48, 7),
                TestExamples.patterns(12, 8),
                "by seed",
                new Hyperparameters(1, 16, 0.0001, 0.01, 0.1, 0, 0.35, 1),
                1);

        ModelBundle next = trainer.train(gentle, TrainingProgress.SILENT);

        assertThat(next.reference())
                .hasValueSatisfying(reference -> assertThat(reference)
                        .usingRecursiveComparison()
                        .isEqualTo(start.reference().orElseThrow()));
    }

    @Test
    void refusesFewerExamplesThanABatch() {
        TrainingOrder order = new TrainingOrder(
                "test-1",
                Optional.empty(),
                TestExamples.patterns(15, 1),
                TestExamples.patterns(15, 2),
                "by seed",
                QUICK,
                1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.train(order, TrainingProgress.SILENT))
                .withMessage("examples: 15 given, one batch of 16 needed");
    }

    private static TrainingOrder order(Hyperparameters hyperparameters, long seed) {
        return order(hyperparameters, seed, 150, 60);
    }

    private static TrainingOrder order(Hyperparameters hyperparameters, long seed, int training, int heldOut) {
        return new TrainingOrder(
                "test-1",
                Optional.empty(),
                TestExamples.patterns(training, 1),
                TestExamples.patterns(heldOut, 2),
                "by seed",
                hyperparameters,
                seed);
    }

    private static Scores scores(ModelBundle bundle, Engine engine, List<Example> examples) throws Exception {
        try (Model model = Model.load(bundle, engine)) {
            List<JudgedExample> judged = new ArrayList<>();
            for (Example example : examples) {
                var judgement = model.judge(example.image());
                judged.add(new JudgedExample(
                        example.child(), example.truth(), judgement.probabilities(), judgement.finding()));
            }
            return Evaluation.of(judged);
        }
    }

    private static double area(FigureTable roc) {
        List<Double> x = roc.column("false_alarm_rate");
        List<Double> y = roc.column("sensitivity");
        double area = 0;
        for (int i = 1; i < x.size(); i++) {
            area += (x.get(i) - x.get(i - 1)) * (y.get(i) + y.get(i - 1)) / 2;
        }
        return area;
    }
}
