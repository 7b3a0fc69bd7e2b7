package org.xraystream.retraining;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.dataset.Example;
import org.xraystream.examples.LabelledScan;
import org.xraystream.model.ModelBundle;
import org.xraystream.promotion.Decision;
import org.xraystream.promotion.Promotion;
import org.xraystream.training.ForeignCheckpointException;
import org.xraystream.training.Trainer;
import org.xraystream.training.TrainingOrder;
import org.xraystream.training.TrainingProgress;

/**
 * One way from labelled scans to a release: trains a challenger on from the champion, lets both judge what neither was
 * trained on, and releases the challenger into the slot that it earned. A training that was cut off goes on where it was,
 * as long as its champion and its examples are the same.
 *
 * <p>For one thread.
 */
final class Retraining {

    private static final Logger log = LoggerFactory.getLogger(Retraining.class);
    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** With fewer, batch normalisation has nothing to average over. */
    private static final int LEAST_EXAMPLES = 8;

    private final Trainer trainer;
    private final Material material;
    private final RetrainingPlan plan;
    private final Journal journal;
    private final Promotion promotion;
    private final Clock clock;

    Retraining(
            Trainer trainer,
            Material material,
            RetrainingPlan plan,
            Journal journal,
            Promotion promotion,
            Clock clock) {
        this.trainer = trainer;
        this.material = material;
        this.plan = plan;
        this.journal = journal;
        this.promotion = promotion;
        this.clock = clock;
    }

    /** Says in the log how fast a training on from the champion will run. */
    void reportPath(ModelBundle champion) {
        trainer.reportPath(champion);
    }

    /** The version that a training on from this champion was to have when it was cut off. */
    Optional<String> cutOff(Champion champion) {
        return begun(champion).map(Journal.Entry::version);
    }

    /** Forgets the training that was cut off: the next one begins anew. */
    void forget() {
        journal.clear();
    }

    /**
     * Goes the whole way once.
     *
     * @return what was decided; empty if there are too few examples to train on
     * @throws InterruptedException if the thread is interrupted; nothing is released then, and the next call goes on
     */
    Optional<Decision> run(Champion champion, TrainingProgress progress) throws InterruptedException {
        try {
            return run(champion, begun(champion).orElseGet(() -> begin(champion)), progress);
        } catch (ForeignCheckpointException e) {
            log.atInfo().log("the examples of the training that was cut off have changed, it begins anew");
            return run(champion, begin(champion), progress);
        }
    }

    private Optional<Journal.Entry> begun(Champion champion) {
        return journal.read()
                .filter(entry -> entry.champion().equals(champion.bundle().sha256()));
    }

    private Journal.Entry begin(Champion champion) {
        Instant now = clock.instant();
        var entry = new Journal.Entry(
                VERSION.format(now),
                now.toEpochMilli(),
                champion.bundle().sha256(),
                material.newestLabel().toEpochMilli());
        journal.begin(entry);
        return entry;
    }

    private Optional<Decision> run(Champion champion, Journal.Entry entry, TrainingProgress progress)
            throws InterruptedException {
        Curriculum curriculum = material.curriculum(champion, entry.labelsUntil(), entry.seed());
        if (curriculum.training().size() < LEAST_EXAMPLES
                || curriculum.heldOut().isEmpty()) {
            log.atInfo()
                    .addKeyValue("training", curriculum.training().size())
                    .addKeyValue("heldOut", curriculum.heldOut().size())
                    .log("too few labelled scans to train on");
            journal.clear();
            return Optional.empty();
        }
        log.atInfo()
                .addKeyValue("modelVersion", entry.version())
                .addKeyValue("champion", champion.version())
                .addKeyValue("newLabels", curriculum.fresh())
                .addKeyValue("training", curriculum.training().size())
                .addKeyValue("heldOut", curriculum.heldOut().size())
                .log("retraining begins");
        ModelBundle challenger = trainer.train(order(champion, entry, curriculum), journal.checkpoint(), progress);
        Decision decision = promotion.release(
                champion.version(),
                challenger,
                new Examination(curriculum.heldOut(), curriculum.reference()).of(champion, challenger),
                entry.labelsUntil(),
                curriculum.fresh());
        journal.clear();
        return Optional.of(decision);
    }

    private TrainingOrder order(Champion champion, Journal.Entry entry, Curriculum curriculum) {
        List<Example> heldOut =
                curriculum.heldOut().stream().map(LabelledScan::example).toList();
        return new TrainingOrder(
                entry.version(),
                Optional.of(champion.bundle()),
                curriculum.training(),
                heldOut,
                material.split().description(),
                plan.hyperparameters().forExamples(curriculum.training().size()),
                entry.seed(),
                plan.patience());
    }
}
