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
        commitsAmong(1_000, WORK + WORK / 10);

        assertThat(commitsAmong(1_000, WORK + WORK / 10)).isZero();
    }

    @Test
    void theCommitsOfABusyThreadDoNotPassForSpareTime() {
        commitsAmong(1_000, WORK + WORK / 10, 15 * MILLISECOND);

        assertThat(commitsAmong(1_000, WORK + WORK / 10, 15 * MILLISECOND)).isZero();
    }

    @Test
    void aThreadThatWasBusyCommitsEarlyAgainOnceItRests() {
        commitsAmong(1_000, WORK + WORK / 10);
        idle(500 * MILLISECOND);

        assertThat(commitsAmong(1, WORK)).isOne();
    }

    private void idle(long time) {
        now += time;
    }

    /** Works on scans that come so long after each other. */
    private int commitsAmong(int scans, long apart) {
        return commitsAmong(scans, apart, 0);
    }

    /** The same where a commit keeps the thread so long. */
    private int commitsAmong(int scans, long apart, long commitTime) {
        int commits = 0;
        for (int scan = 0; scan < scans; scan++) {
            if (pace.commitsAfter(now, now + WORK)) {
                commits++;
                now += commitTime;
            }
            now += apart;
        }
        return commits;
    }
}
