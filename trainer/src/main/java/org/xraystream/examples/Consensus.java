package org.xraystream.examples;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.xraystream.dataset.Truth;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;

/**
 * What the readers of one scan say together. Who cannot tell has no voice; who says pneumonia without its kind agrees
 * with whoever names one.
 */
sealed interface Consensus {

    /**
     * All who can tell say the same.
     *
     * @param by their labels, at least one, in the order of their times
     */
    record Agreed(Truth truth, List<Label> by) implements Consensus {
        public Agreed {
            by = List.copyOf(by);
        }
    }

    /**
     * They contradict each other: a person must look again before anything learns from the scan.
     *
     * @param labels of those who can tell, at least two, in the order of their times
     */
    record Disputed(List<Label> labels) implements Consensus {
        public Disputed {
            labels = List.copyOf(labels);
        }
    }

    /** Nobody can tell. */
    record Open() implements Consensus {}

    /**
     * What these say together.
     *
     * @param labels one of each reader
     */
    static Consensus of(List<Label> labels) {
        List<Label> voices =
                labels.stream().filter(label -> truth(label).isPresent()).toList();
        Set<Truth> truths = voices.stream()
                .flatMap(label -> truth(label).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Truth.class)));
        if (truths.contains(Truth.BACTERIAL_PNEUMONIA) || truths.contains(Truth.VIRAL_PNEUMONIA)) {
            truths.remove(Truth.PNEUMONIA);
        }
        return switch (truths.size()) {
            case 0 -> new Open();
            case 1 -> new Agreed(truths.iterator().next(), voices);
            default -> new Disputed(voices);
        };
    }

    private static Optional<Truth> truth(Label label) {
        return label.getFinding() == LabelFinding.CANNOT_TELL
                ? Optional.empty()
                : Optional.of(Truth.valueOf(label.getFinding().name()));
    }
}
