package org.xraystream.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.Category;

class ChildSplitTest {
    private static final PreparedImage PIXEL = new PreparedImage(1, 1, new byte[1]);

    private final List<Example> examples = IntStream.range(0, 6000)
            .mapToObj(i -> new Example("scan" + i, "child" + i / 3, Category.NORMAL, PIXEL))
            .toList();

    @Test
    void putsNoChildOnBothSides() {
        Split.Parts parts = new ChildSplit(0.2, 1).split(examples);

        assertThat(children(parts.training())).doesNotContainAnyElementsOf(children(parts.validation()));
        assertThat(parts.training())
                .hasSize(examples.size() - parts.validation().size());
    }

    @Test
    void holdsOutTheShareOfChildren() {
        Split.Parts parts = new ChildSplit(0.2, 1).split(examples);

        assertThat(children(parts.validation()).size() / 2000.0).isCloseTo(0.2, within(0.03));
        assertThat(new ChildSplit(0, 1).split(examples).validation()).isEmpty();
    }

    @Test
    void holdsOutOthersForAnotherSeed() {
        Set<String> first = children(new ChildSplit(0.2, 1).split(examples).validation());
        Set<String> second = children(new ChildSplit(0.2, 2).split(examples).validation());

        long common = first.stream().filter(second::contains).count();
        assertThat(common / 2000.0).isCloseTo(0.04, within(0.02));
    }

    /** Released models name their split by this rule: the sides of these children must never change. */
    @Test
    void neverChangesTheSideOfAChild() {
        var split = new ChildSplit(0.5, 42);

        String sides = IntStream.range(0, 16)
                .mapToObj(i -> split.holdsOut("person" + i) ? "v" : "t")
                .collect(Collectors.joining());

        assertThat(sides).isEqualTo("tttvvvvtttvvtvvv");
    }

    @Test
    void knowsItselfFromItsOwnWordsAlone() {
        var split = new ChildSplit(0.15, -7);

        assertThat(ChildSplit.described(split.description())).contains(split);
        assertThat(ChildSplit.described("by child")).isEmpty();
        assertThat(ChildSplit.described(split.description().replace("0.15", "1.15")))
                .isEmpty();
    }

    @Test
    void refusesSharesThatLeaveNothingToLearn() {
        assertThatThrownBy(() -> new ChildSplit(1, 1)).hasMessageContaining("1.0 given");
    }

    private static Set<String> children(List<Example> examples) {
        return examples.stream().map(Example::child).collect(Collectors.toSet());
    }
}
