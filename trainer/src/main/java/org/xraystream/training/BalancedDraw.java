package org.xraystream.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Truth;

/**
 * Which examples an epoch shows, and in which order: every category equally often, however rare (pneumonia of unknown
 * kind counts as one), and within a category every example equally often, to within one. A pure function of seed and epoch.
 */
final class BalancedDraw {

    private final Map<Truth, List<Example>> byTruth = new EnumMap<>(Truth.class);
    private final int size;
    private final long seed;

    BalancedDraw(List<Example> examples, long seed) {
        examples.forEach(example -> byTruth.computeIfAbsent(example.truth(), truth -> new ArrayList<>())
                .add(example));
        this.size = examples.size();
        this.seed = seed;
    }

    /** As many examples as there are, up to rounding. */
    List<Example> epoch(int epoch) {
        Random random = new Random(Seeds.of(seed, epoch));
        int perTruth = (size + byTruth.size() - 1) / byTruth.size();
        List<Example> drawn = new ArrayList<>();
        for (List<Example> alike : byTruth.values()) {
            List<Example> shuffled = new ArrayList<>(alike);
            Collections.shuffle(shuffled, random);
            for (int i = 0; i < perTruth; i++) {
                drawn.add(shuffled.get(i % shuffled.size()));
            }
        }
        Collections.shuffle(drawn, random);
        return drawn;
    }
}
