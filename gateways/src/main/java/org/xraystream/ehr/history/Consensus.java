package org.xraystream.ehr.history;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;

/** What the readers of a scan say together, by the last word of each. */
public sealed interface Consensus {

    /** They agree; pneumonia without its kind agrees with whoever names one, and who cannot tell contradicts nobody. */
    record Agreed(LabelFinding finding) implements Consensus {}

    /** They contradict each other. */
    record Disputed() implements Consensus {}

    /** Somebody has read it, and nobody could tell. */
    record Undecided() implements Consensus {}

    /** No reading stands. */
    record Unread() implements Consensus {}

    /** The consensus of these words, one of each reader; the retracted ones do not count. */
    static Consensus of(Collection<Label> lastWords) {
        Set<LabelFinding> voices = EnumSet.noneOf(LabelFinding.class);
        lastWords.stream().filter(word -> !word.getRetracted()).forEach(word -> voices.add(word.getFinding()));
        if (voices.isEmpty()) {
            return new Unread();
        }
        voices.remove(LabelFinding.CANNOT_TELL);
        if (voices.contains(LabelFinding.BACTERIAL_PNEUMONIA) || voices.contains(LabelFinding.VIRAL_PNEUMONIA)) {
            voices.remove(LabelFinding.PNEUMONIA);
        }
        return switch (voices.size()) {
            case 0 -> new Undecided();
            case 1 -> new Agreed(voices.iterator().next());
            default -> new Disputed();
        };
    }

    /** Whether one finding is wrong if the other is right. */
    static boolean contradict(LabelFinding one, LabelFinding other) {
        return one != other && !isKindOf(one, other) && !isKindOf(other, one);
    }

    private static boolean isKindOf(LabelFinding kind, LabelFinding whole) {
        return whole == LabelFinding.PNEUMONIA
                && (kind == LabelFinding.BACTERIAL_PNEUMONIA || kind == LabelFinding.VIRAL_PNEUMONIA);
    }
}
