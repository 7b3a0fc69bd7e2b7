package org.xraystream.training;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Truth;

class BalancedDrawTest {

    /** 3 normals, 13 bacterial and 6 viral pneumonias. */
    private final List<Example> examples = TestExamples.patterns(39, 1).stream()
            .filter(example -> example.truth() != Truth.NORMAL || number(example) < 9)
            .filter(example -> example.truth() != Truth.VIRAL_PNEUMONIA || number(example) < 18)
            .toList();

    @Test
    void showsEveryCategoryEquallyOften() {
        Map<Truth, Long> counts =
                new BalancedDraw(examples, 1).epoch(0).stream().collect(groupingBy(Example::truth, counting()));

        assertThat(examples).hasSize(22);
        assertThat(counts)
                .containsOnly(
                        Map.entry(Truth.NORMAL, 8L),
                        Map.entry(Truth.BACTERIAL_PNEUMONIA, 8L),
                        Map.entry(Truth.VIRAL_PNEUMONIA, 8L));
    }

    /** Else a handful of them would be shown as often as all bacterial pneumonias together. */
    @Test
    void letsPneumoniasOfUnknownKindTakeTheirShareOfThePneumonias() {
        Map<Truth, Long> counts = new BalancedDraw(
                        examples.stream()
                                .map(example -> example.truth() == Truth.VIRAL_PNEUMONIA && number(example) > 8
                                        ? new Example(example.id(), example.child(), Truth.PNEUMONIA, example.image())
                                        : example)
                                .toList(),
                        1)
                .epoch(0).stream().collect(groupingBy(Example::truth, counting()));

        assertThat(counts.get(Truth.NORMAL)).isEqualTo(8);
        assertThat(counts.get(Truth.BACTERIAL_PNEUMONIA)).isEqualTo(counts.get(Truth.VIRAL_PNEUMONIA));
        assertThat(counts.get(Truth.PNEUMONIA)).isBetween(1L, 3L);
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isBetween(22L, 25L);
    }

    @Test
    void repeatsNoExampleMoreThanItMust() {
        Map<String, Long> counts =
                new BalancedDraw(examples, 1).epoch(0).stream().collect(groupingBy(Example::id, counting()));

        examples.stream()
                .filter(example -> example.truth() == Truth.NORMAL)
                .forEach(example -> assertThat(counts.get(example.id())).isBetween(2L, 3L));
        examples.stream()
                .filter(example -> example.truth() == Truth.BACTERIAL_PNEUMONIA)
                .forEach(example ->
                        assertThat(counts.getOrDefault(example.id(), 0L)).isLessThanOrEqualTo(1));
    }

    @Test
    void isAnotherOrderInEveryEpochAndTheSameInEveryRun() {
        BalancedDraw draw = new BalancedDraw(examples, 1);

        assertThat(draw.epoch(3)).isEqualTo(new BalancedDraw(examples, 1).epoch(3));
        assertThat(draw.epoch(3)).isNotEqualTo(draw.epoch(4));
        assertThat(draw.epoch(3)).isNotEqualTo(new BalancedDraw(examples, 2).epoch(3));
    }

    @Test
    void drawsFromTheCategoriesThatThereAre() {
        List<Example> normals = examples.stream()
                .filter(example -> example.truth() == Truth.NORMAL)
                .toList();

        assertThat(new BalancedDraw(normals, 1).epoch(0)).containsExactlyInAnyOrderElementsOf(normals);
    }

    private static int number(Example example) {
        return Integer.parseInt(example.id().substring(example.id().indexOf('/') + 1));
    }
}
