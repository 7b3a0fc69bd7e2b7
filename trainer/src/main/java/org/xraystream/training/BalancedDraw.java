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
 * Which examples an epoch shows, and in which order: every category equally often, however rare, and within a category
 * every example equally often, to within one. Pneumonias of unknown kind take their share of the pneumonias' draws; where
 * no kind is known they count as a category. A pure function of seed and epoch.
 */
final class BalancedDraw {

    private final Map<Truth, List<Example>> byTruth = new EnumMap<>(Truth.class);
    private final long seed;
    private final int perCategory;
    private final int ofUnknownKind;
    private final int ofKnownKind;

    BalancedDraw(List<Example> examples, long seed) {
        examples.forEach(example -> byTruth.computeIfAbsent(example.truth(), truth -> new ArrayList<>())
                .add(example));
        this.seed = seed;
        int unknown = count(Truth.PNEUMONIA);
        int known = count(Truth.BACTERIAL_PNEUMONIA) + count(Truth.VIRAL_PNEUMONIA);
        int kinds = (int) byTruth.keySet().stream()
                .filter(truth -> truth.isPneumonia() && truth != Truth.PNEUMONIA)
                .count();
        int categories = byTruth.size() - (kinds > 0 && unknown > 0 ? 1 : 0);
        this.perCategory = (examples.size() + categories - 1) / Math.max(1, categories);
        this.ofUnknownKind =
                kinds == 0 ? perCategory : (int) ((long) kinds * perCategory * unknown / (known + unknown));
        this.ofKnownKind = kinds == 0 ? 0 : perCategory - (unknown == 0 ? 0 : ofUnknownKind / kinds);
    }

    private int count(Truth truth) {
        return byTruth.getOrDefault(truth, List.of()).size();
    }

    private int draws(Truth truth) {
        return switch (truth) {
            case NORMAL -> perCategory;
            case BACTERIAL_PNEUMONIA, VIRAL_PNEUMONIA -> ofKnownKind;
            case PNEUMONIA -> ofUnknownKind;
        };
    }

    /** As many examples as there are, up to rounding. */
    List<Example> epoch(int epoch) {
        Random random = new Random(Seeds.of(seed, epoch));
        List<Example> drawn = new ArrayList<>();
        for (Map.Entry<Truth, List<Example>> alike : byTruth.entrySet()) {
            List<Example> shuffled = new ArrayList<>(alike.getValue());
            Collections.shuffle(shuffled, random);
            for (int i = 0; i < draws(alike.getKey()); i++) {
                drawn.add(shuffled.get(i % shuffled.size()));
            }
        }
        Collections.shuffle(drawn, random);
        return drawn;
    }
}
