package org.xraystream.retraining;

import java.time.Instant;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.examples.LabelledScans;

/**
 * Where examples come from, and how they are divided.
 *
 * @param replay how many examples that the champion has learned from are mixed in at most, and how many of the base data
 */
record Material(LabelledScans scans, BaseData baseData, ChildSplit split, int replay) {

    /** The newest usable label. */
    Instant newestLabel() {
        return scans.count(Instant.EPOCH).newest();
    }

    /**
     * What a challenger of this champion learns from.
     *
     * @param until labels that reached their topic later do not belong to it
     * @param seed draws what is replayed
     */
    Curriculum curriculum(Champion champion, Instant until, long seed) {
        var preprocessing = champion.bundle().preprocessing();
        return Curriculum.of(
                scans.all(preprocessing.id(), until),
                champion.labelsUntil(),
                split,
                baseData.parts(preprocessing.side()),
                replay,
                seed);
    }
}
