package org.xraystream.retraining;

import java.time.Duration;
import java.time.Instant;
import org.xraystream.service.settings.Settings;

/**
 * When to train again: after so many new labels, or so long after the last time if there is any new label.
 *
 * <p>Settings: {@code retraining.labels} (default 100) and {@code retraining.every} (default {@code P1D}).
 *
 * @param labels how many new labels suffice
 * @param every longest time that a new label waits
 */
record RetrainingPolicy(int labels, Duration every) {

    static RetrainingPolicy from(Settings settings) {
        return new RetrainingPolicy(
                settings.number("retraining.labels", 100, 1, Integer.MAX_VALUE),
                settings.duration("retraining.every", Duration.ofDays(1)));
    }

    boolean isDue(long newLabels, Instant lastTime, Instant now) {
        return newLabels >= labels || (newLabels > 0 && !lastTime.plus(every).isAfter(now));
    }
}
