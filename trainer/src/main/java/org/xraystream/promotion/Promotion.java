package org.xraystream.promotion;

import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.evaluation.PairedScores;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.ModelBundle;
import org.xraystream.service.release.ModelPublisher;

/**
 * Releases a challenger into the slot that it earned: as champion if rule and mode allow it, else as shadow, always with
 * the reason and the comparison.
 */
public record Promotion(PromotionRule rule, PromotionMode mode, ModelPublisher publisher) {

    private static final Logger log = LoggerFactory.getLogger(Promotion.class);

    /**
     * Decides and releases; returns once the brokers have it.
     *
     * @param champion version of the model it was compared with
     * @param labelsUntil the newest label that had come when it was trained
     * @param trainedOn how many labelled scans it learned from that the champion did not
     */
    public Decision release(
            String champion,
            ModelBundle challenger,
            Map<TestSet, PairedScores> results,
            Instant labelsUntil,
            long trainedOn)
            throws InterruptedException {
        Decision decision = rule.decide(results);
        boolean passed = decision instanceof Decision.Promoted;
        ModelSlot slot = passed && mode == PromotionMode.AUTOMATIC ? ModelSlot.CHAMPION : ModelSlot.SHADOW;
        var unused = publisher.publish(publisher
                .draft(slot, challenger, decision.reason())
                .setLabelsUntil(labelsUntil)
                .setTrainedOn(trainedOn)
                .setChallenged(champion)
                .setComparisons(ReleasedComparisons.of(results))
                .setAwaitsApproval(passed && mode == PromotionMode.APPROVAL)
                .build());
        log.atInfo()
                .addKeyValue("modelVersion", challenger.manifest().version())
                .addKeyValue("slot", slot)
                .addKeyValue("reason", decision.reason())
                .log("challenger released");
        return decision;
    }
}
