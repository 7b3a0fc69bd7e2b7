package org.xraystream.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The simulations are those of {@code docs/decisions/014-when-is-a-champion-taken-back.md}, which prints their figures. */
class RollbackRuleTest {

    private static final int LABELS = 500;
    private static final int BEFORE = 300;
    private static final RollbackRule RULE = new RollbackRule(0.01, 0.05);

    @Test
    void leavesAChampionWithoutLabelsInForce() {
        assertThat(RULE.reasonAgainst(Standing.NONE, Standing.NONE)).isEmpty();
    }

    @Test
    void takesBackAChampionThatMissesWhatItsPredecessorFound() {
        var pneumonias = new Standing(40, 14, 0, 40, 14, 0, 0);

        assertThat(RULE.reasonAgainst(pneumonias, Standing.NONE))
                .hasValueSatisfying(
                        reason -> assertThat(reason)
                                .contains(
                                        "of 40 labelled pneumonias that both read it alone missed 14, its predecessor alone 0"));
    }

    @Test
    void takesBackAChampionThatCallsTheHealthyIll() {
        var normals = new Standing(0, 0, 0, 30, 20, 200, 20);

        assertThat(RULE.reasonAgainst(Standing.NONE, normals))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("of 30 labelled normals it called ill 20, its predecessor 20 of 200 before"));
    }

    @Test
    void leavesAChampionInForceWhereItsPredecessorWouldDoAsBadlyNow() {
        var pneumonias = new Standing(20, 0, 0, 60, 40, 200, 10);

        assertThat(RULE.reasonAgainst(pneumonias, Standing.NONE)).isEmpty();
    }

    @Test
    void leavesAChampionInForceThatIsWorseByLessThanTheMargin() {
        var pneumonias = new Standing(2000, 60, 10, 2000, 160, 0, 0);

        assertThat(RULE.reasonAgainst(pneumonias, Standing.NONE)).isEmpty();
        assertThat(new RollbackRule(0.01, 0.02).reasonAgainst(pneumonias, Standing.NONE))
                .isPresent();
    }

    @Test
    void refusesARiskOfNothing() {
        assertThatThrownBy(() -> new RollbackRule(0, 0.05)).hasMessageContaining("risk");
    }

    @Test
    void takesAnEqualChampionBackNoMoreOftenThanItSays() {
        for (double share : new double[] {0, 0.25, 1}) {
            int[] removedAfter = removals(2000, 0.05, share);

            System.out.printf("equal champion, shadow share %.2f: %d of 2000 taken back%n", share, removedAfter.length);
            assertThat(removedAfter.length).isLessThanOrEqualTo((int) (2000 * RULE.risk()));
        }
    }

    @Test
    void takesAChampionOfHalfTheSensitivityBackWithinTheLabelsItSays() {
        for (double share : new double[] {0, 0.25, 1}) {
            int[] removedAfter = removals(1000, 0.525, share);

            System.out.printf(
                    "half the sensitivity, shadow share %.2f: %d of 1000 taken back, after %d labels in the median, %d in 95 of 100%n",
                    share, removedAfter.length, removedAfter[500], removedAfter[949]);
            assertThat(removedAfter).hasSize(1000);
            assertThat(removedAfter[949]).isLessThan(120);
        }
    }

    @Test
    void takesBackWithoutAnyHistoryByTheScansThatBothRead() {
        int[] removedAfter = IntStream.range(0, 1000)
                .mapToObj(seed -> removal(seed, 0, 0.525, 0.25))
                .flatMapToInt(OptionalInt::stream)
                .sorted()
                .toArray();

        System.out.printf(
                "half the sensitivity, shadow share 0.25, no label before: %d of 1000 taken back, after %d labels in the median%n",
                removedAfter.length, removedAfter[removedAfter.length / 2]);
        assertThat(removedAfter.length).isGreaterThan(950);
    }

    /** After how many labels champions were taken back, in order; of those that stayed there is no number. */
    private static int[] removals(int champions, double missed, double share) {
        return IntStream.range(0, champions)
                .mapToObj(seed -> removal(seed, BEFORE, missed, share))
                .flatMapToInt(OptionalInt::stream)
                .sorted()
                .toArray();
    }

    /**
     * One champion after a predecessor that misses 5% of the pneumonias and calls 10% of the normals ill; half of the
     * children are ill; looked at after each label.
     */
    private static OptionalInt removal(int seed, int labelsBefore, double missed, double share) {
        var random = new SplittableRandom(seed);
        Standing pneumonias = Standing.NONE;
        Standing normals = Standing.NONE;
        for (int label = 0; label < labelsBefore; label++) {
            if (random.nextDouble() < 0.5) {
                pneumonias = pneumonias.withPredecessor(random.nextDouble() < 0.05);
            } else {
                normals = normals.withPredecessor(random.nextDouble() < 0.10);
            }
        }
        for (int label = 1; label <= LABELS; label++) {
            boolean isBoth = random.nextDouble() < share;
            boolean wrong;
            if (random.nextDouble() < 0.5) {
                wrong = random.nextDouble() < missed;
                pneumonias = isBoth
                        ? pneumonias.withBoth(wrong, random.nextDouble() < 0.05)
                        : pneumonias.withChampion(wrong);
            } else {
                wrong = random.nextDouble() < 0.10;
                normals = isBoth ? normals.withBoth(wrong, random.nextDouble() < 0.10) : normals.withChampion(wrong);
            }
            // Only a wrong decision can add to the evidence.
            if (wrong && RULE.reasonAgainst(pneumonias, normals).isPresent()) {
                return OptionalInt.of(label);
            }
        }
        return OptionalInt.empty();
    }
}
