package org.xraystream.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetrainingPolicyTest {

    private static final Instant LAST_TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final RetrainingPolicy policy = new RetrainingPolicy(100, Duration.ofDays(1));

    @Test
    void isDueOnceThereAreEnoughLabels() {
        assertThat(policy.isDue(99, LAST_TIME, LAST_TIME.plusSeconds(1))).isFalse();
        assertThat(policy.isDue(100, LAST_TIME, LAST_TIME.plusSeconds(1))).isTrue();
    }

    @Test
    void isDueOnceANewLabelHasWaitedLongEnough() {
        assertThat(policy.isDue(1, LAST_TIME, LAST_TIME.plus(Duration.ofHours(23))))
                .isFalse();
        assertThat(policy.isDue(1, LAST_TIME, LAST_TIME.plus(Duration.ofDays(1))))
                .isTrue();
    }

    @Test
    void isNeverDueWithoutNewLabels() {
        assertThat(policy.isDue(0, LAST_TIME, LAST_TIME.plus(Duration.ofDays(365))))
                .isFalse();
    }
}
