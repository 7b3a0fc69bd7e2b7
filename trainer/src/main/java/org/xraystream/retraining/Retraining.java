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
import org.xraystream.dataset.ChildSplit;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Split;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.evaluation.Scores;
import org.xraystream.event.ModelSlot;
import org.xraystream.examples.LabelledScans.Found;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.promotion.ModelPublisher;
import org.xraystream.promotion.PromotionRule;
import org.xraystream.promotion.PromotionRule.Decision;
import org.xraystream.training.Hyperparameters;
import org.xraystream.training.Trainer;
import org.xraystream.training.TrainingOrder;
import org.xraystream.training.TrainingProgress;

/**
 * One way from labelled scans to a release: trains a challenger on from the champion, compares both on held-out
 * children, and releases the challenger as champion if the rule allows, else as shadow with the reason.
 */
final class Retraining {

    private static final Logger log = LoggerFactory.getLogger(Retraining.class);
    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** With fewer, batch normalisation has nothing to average over. */
    private static final int LEAST_EXAMPLES = 8;

    private final Trainer trainer;
    private final ChildSplit split;
    private final Hyperparameters hyperparameters;
    private final PromotionRule rule;
    private final ModelPublisher publisher;
    private final Clock clock;

    Retraining(
            Trainer trainer,
            ChildSplit split,
            Hyperparameters hyperparameters,
            PromotionRule rule,
            ModelPublisher publisher,
            Clock clock) {
        this.trainer = trainer;
        this.split = split;
        this.hyperparameters = hyperparameters;
        this.rule = rule;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Says in the log how fast a training on from the champion will run. */
    void reportPath(ModelBundle champion) {
        trainer.reportPath(champion);
    }

    /**
     * Goes the whole way once.
     *
     * @return what was decided; empty if there are too few examples to train on
     * @throws InterruptedException if the thread is interrupted; nothing is released then
     */
    Optional<Decision> run(ModelBundle champion, Found found, TrainingProgress progress) throws InterruptedException {
        Split.Parts parts = split.split(found.examples());
        if (parts.training().size() < LEAST_EXAMPLES || parts.validation().isEmpty()) {
            log.atInfo()
                    .addKeyValue("training", parts.training().size())
                    .addKeyValue("validation", parts.validation().size())
                    .log("too few labelled scans to train on");
            return Optional.empty();
        }
        ModelBundle challenger = trainer.train(order(champion, parts), progress);
        Decision decision = rule.decide(scores(champion, parts.validation()), scores(challenger, parts.validation()));
        ModelSlot slot = decision instanceof Decision.Promoted ? ModelSlot.CHAMPION : ModelSlot.SHADOW;
        publisher.release(
                slot,
                challenger,
                decision.reason(),
                found.newest(),
                parts.training().size());
        log.atInfo()
                .addKeyValue("modelVersion", challenger.manifest().version())
                .addKeyValue("slot", slot)
                .addKeyValue("reason", decision.reason())
                .log("challenger released");
        return Optional.of(decision);
    }

    private TrainingOrder order(ModelBundle champion, Split.Parts parts) {
        Instant now = clock.instant();
        return new TrainingOrder(
                VERSION.format(now),
                Optional.of(champion),
                parts.training(),
                parts.validation(),
                split.description(),
                hyperparameters.forExamples(parts.training().size()),
                now.toEpochMilli());
    }

    private static Scores scores(ModelBundle bundle, List<Example> examples) {
        try (Model model = Model.load(bundle, Engine.ONNX)) {
            return Evaluation.of(examples.stream()
                    .map(example -> JudgedExample.by(model, example))
                    .toList());
        } catch (InvalidBundleException e) {
            throw new IllegalStateException(
                    "model " + bundle.manifest().version() + " was accepted before and does not load now", e);
        }
    }
}
