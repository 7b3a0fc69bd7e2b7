package org.xraystream.retraining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.dataset.Example;
import org.xraystream.examples.LabelledScan;

/**
 * What one training learns from and is judged on: every new label, mixed with a draw of what the champion has learned
 * before, of this site and of the base data, so that the one is not learned at the price of the other (Rolnick et al.,
 * "Experience Replay for Continual Learning", NeurIPS 2019).
 *
 * @param fresh how many of the examples to train on the champion has not seen
 * @param training examples to train on
 * @param heldOut scans of children who are never trained on
 * @param reference examples of the base data that are never trained on
 */
record Curriculum(int fresh, List<Example> training, List<LabelledScan> heldOut, List<Example> reference) {

    Curriculum {
        training = List.copyOf(training);
        heldOut = List.copyOf(heldOut);
        reference = List.copyOf(reference);
    }

    /**
     * Puts it together; the same is drawn for the same seed.
     *
     * @param since labels that came later are new to the champion
     * @param replay how many older scans at most, and how many of the base data
     */
    static Curriculum of(
            List<LabelledScan> scans, Instant since, ChildSplit split, BaseData.Parts base, int replay, long seed) {
        List<LabelledScan> taught = scans.stream()
                .filter(scan -> !split.holdsOut(scan.example().child()))
                .toList();
        List<Example> fresh = taught.stream()
                .filter(scan -> scan.arrived().isAfter(since))
                .map(LabelledScan::example)
                .toList();
        List<Example> older = taught.stream()
                .filter(scan -> !scan.arrived().isAfter(since))
                .map(LabelledScan::example)
                .toList();
        return new Curriculum(
                fresh.size(),
                Stream.of(fresh, draw(older, replay, seed), draw(base.training(), replay, seed))
                        .flatMap(List::stream)
                        .toList(),
                scans.stream()
                        .filter(scan -> split.holdsOut(scan.example().child()))
                        .toList(),
                base.heldOut());
    }

    private static List<Example> draw(List<Example> examples, int most, long seed) {
        var shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled.subList(0, Math.min(most, shuffled.size()));
    }
}
