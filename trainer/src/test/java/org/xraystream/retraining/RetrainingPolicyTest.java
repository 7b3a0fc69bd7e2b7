package org.xraystream.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xraystream.retraining.RetrainingPolicy.Schedule;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

class RetrainingPolicyTest {

    private static final Instant LAST_TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final RetrainingPolicy policy = new RetrainingPolicy(100, Duration.ofDays(1), Optional.empty());

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

    /** At two in the morning, whoever's clock it is. */
    @Test
    void isDueOnceAScheduledTimeHasPassed() {
        var nightly = new RetrainingPolicy(
                100, Duration.ofDays(365), Optional.of(Schedule.of("0 2 * * *", ZoneId.of("Europe/Berlin"))));
        Instant two = Instant.parse("2026-01-01T01:00:00Z");

        assertThat(nightly.isDue(1, LAST_TIME, two.minusSeconds(1))).isFalse();
        assertThat(nightly.isDue(1, LAST_TIME, two)).isTrue();
        assertThat(nightly.isDue(1, two, two.plusSeconds(1))).isFalse();
        assertThat(nightly.isDue(0, LAST_TIME, two)).isFalse();
    }

    @Test
    void refusesWhatIsNoCronExpression() {
        assertThatThrownBy(() -> RetrainingPolicy.from(Settings.of(Map.of("retraining.cron", "at night"))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("retraining.cron=at night: must be a cron expression of five fields");
    }

    @Test
    void isNeverDueWithoutNewLabels() {
        assertThat(policy.isDue(0, LAST_TIME, LAST_TIME.plus(Duration.ofDays(365))))
                .isFalse();
    }
}
