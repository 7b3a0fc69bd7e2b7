package org.xraystream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {

    private static final long MILLISECOND = 1_000_000;
    private static final long WORK = 2 * MILLISECOND;

    private final CommitPace pace = new CommitPace(0);
    private long now;

    @Test
    void aThreadWithLittleToDoCommitsEveryScanAtOnce() {
        assertThat(commitsAmong(100, 50 * MILLISECOND)).isEqualTo(100);
    }

    @Test
    void scansThatComeTogetherAreCommittedTogether() {
        idle(1_000 * MILLISECOND);

        assertThat(commitsAmong(5, 2 * WORK)).isOne();
    }

    @Test
    void aThreadAtHalfLoadCommitsAtItsSpacing() {
        commitsAmong(100, 2 * WORK);

        assertThat(commitsAmong(1_000, 2 * WORK)).isBetween(95, 105);
    }

    @Test
    void aBusyThreadKeepsToItsInterval() {
        commitsAmong(100, WORK + WORK / 5);

        assertThat(commitsAmong(1_000, WORK + WORK / 5)).isZero();
    }

    @Test
    void aThreadThatWasBusyCommitsEarlyAgainOnceItRests() {
        commitsAmong(1_000, WORK + WORK / 5);
        idle(200 * MILLISECOND);

        assertThat(commitsAmong(1, WORK)).isOne();
    }

    private void idle(long time) {
        now += time;
    }

    /** Works on scans that come so long after each other. */
    private int commitsAmong(int scans, long apart) {
        int commits = 0;
        for (int scan = 0; scan < scans; scan++) {
            if (pace.commitsAfter(now, now + WORK)) {
                commits++;
            }
            now += apart;
        }
        return commits;
    }
}
