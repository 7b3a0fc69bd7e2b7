package org.xraystream.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xraystream.image.PreparedImage;

class SplitTest {
    private static final PreparedImage PIXEL = new PreparedImage(1, 1, new byte[1]);

    /** Three images a child, one of four normal. */
    private final List<Example> examples = IntStream.range(0, 6000)
            .mapToObj(i -> example("scan" + i, "child" + i / 3, i / 3 % 4 == 0))
            .toList();

    static Stream<Split> rules() {
        return Stream.of(
                new ChildSplit(0.15, 1),
                new ChildSplit(0.15, 0.2, -3),
                new ImageSplit(0.15, 0.15, 1),
                new GivenSplit(new ChildSplit(0.15, 9)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void knowsItselfFromItsOwnWordsAlone(Split split) {
        assertThat(Split.described(split.description())).contains(split);
        assertThat(Split.described(split.description() + "!")).isEmpty();
    }

    @Test
    void keepsAPartForTheTestOfOtherChildren() {
        Split.Parts parts = new ChildSplit(0.15, 0.2, 1).split(examples);

        assertThat(children(parts.test()).size() / 2000.0).isCloseTo(0.2, within(0.03));
        assertThat(children(parts.test()))
                .doesNotContainAnyElementsOf(children(parts.training()))
                .doesNotContainAnyElementsOf(children(parts.validation()));
        assertThat(together(parts)).containsExactlyInAnyOrderElementsOf(examples);
    }

    @Test
    void holdsOutTheSameChildrenWithATestPartAndWithout() {
        assertThat(new ChildSplit(0.15, 0.2, 1).split(examples).validation())
                .isEqualTo(new ChildSplit(0.15, 1).split(examples).validation());
    }

    @Test
    void dividesByImageAsTheStudyDid() {
        Split.Parts parts = new ImageSplit(0.15, 0.15, 1).split(examples);

        assertThat(parts.training().size() / 6000.0).isCloseTo(0.7, within(0.02));
        assertThat(parts.validation().size() / 6000.0).isCloseTo(0.15, within(0.02));
        assertThat(parts.test().size() / 6000.0).isCloseTo(0.15, within(0.02));
        assertThat(together(parts)).containsExactlyInAnyOrderElementsOf(examples);
        Set<String> onBothSides = new HashSet<>(children(parts.test()));
        onBothSides.retainAll(children(parts.training()));
        assertThat(onBothSides).hasSizeGreaterThan(100);
    }

    @Test
    void dividesAlikeInWhateverOrderTheImagesCome() {
        List<Example> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(new ImageSplit(0.15, 0.15, 1).split(shuffled).test())
                .containsExactlyInAnyOrderElementsOf(
                        new ImageSplit(0.15, 0.15, 1).split(examples).test());
    }

    @Test
    void takesTheGivenPartsWhereValIsLargeEnough() {
        List<Example> given = given(200);

        Split.Parts parts = new GivenSplit(new ChildSplit(0.15, 1)).split(given);

        assertThat(parts.training()).allMatch(example -> example.id().startsWith("chest/train/"));
        assertThat(parts.validation())
                .hasSize(200)
                .allMatch(example -> example.id().startsWith("chest/val/"));
        assertThat(parts.test()).hasSize(300).allMatch(example -> example.id().startsWith("chest/test/"));
    }

    @Test
    void dividesTrainAndValByChildWhereValIsTooSmall() {
        List<Example> given = given(16);
        var split = new GivenSplit(new ChildSplit(0.15, 1));

        Split.Parts parts = split.split(given);

        assertThat(split.usesGivenValidation(given)).isFalse();
        assertThat(parts.test()).hasSize(300);
        assertThat(parts.validation().size() / 1016.0).isCloseTo(0.15, within(0.05));
        assertThat(children(parts.validation())).doesNotContainAnyElementsOf(children(parts.training()));
        assertThat(together(parts)).containsExactlyInAnyOrderElementsOf(given);
    }

    @Test
    void refusesSharesThatLeaveNothingToLearn() {
        assertThatThrownBy(() -> new ImageSplit(0.5, 0.5, 1)).hasMessageContaining("testShare: 0.5 given");
        assertThatThrownBy(() -> new ChildSplit(0.15, -1, 1)).hasMessageContaining("testShare: -1.0 given");
        assertThatThrownBy(() -> new GivenSplit(new ChildSplit(0.15, 0.1, 1)))
                .hasMessageContaining("none allowed where the test part is given");
    }

    private static List<Example> given(int val) {
        List<Example> given = new ArrayList<>();
        IntStream.range(0, 1000).forEach(i -> given.add(example("chest/train/" + i, "a" + i / 2, i % 2 == 0)));
        IntStream.range(0, val).forEach(i -> given.add(example("chest/val/" + i, "b" + i, i % 2 == 0)));
        IntStream.range(0, 300).forEach(i -> given.add(example("chest/test/" + i, "c" + i, i % 2 == 0)));
        return given;
    }

    private static Example example(String id, String child, boolean normal) {
        return new Example(id, child, normal ? Truth.NORMAL : Truth.BACTERIAL_PNEUMONIA, PIXEL);
    }

    private static List<Example> together(Split.Parts parts) {
        return Stream.of(parts.training(), parts.validation(), parts.test())
                .flatMap(List::stream)
                .toList();
    }

    private static Set<String> children(List<Example> examples) {
        return examples.stream().map(Example::child).collect(Collectors.toSet());
    }
}
