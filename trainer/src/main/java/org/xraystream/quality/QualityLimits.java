package org.xraystream.quality;

import java.time.Duration;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * What is counted and what is an alarm.
 *
 * @param window length of the windows in which labels are counted
 * @param remembered how long a scan counts after the last word on it
 * @param driftScans how many scans are compared with how many to see drift
 * @param leastSensitivity below which the newest window's sensitivity is an alarm, if chance does not explain it
 */
record QualityLimits(Duration window, Duration remembered, int driftScans, double leastSensitivity) {

    QualityLimits {
        requirePositive("quality.window", window);
        requirePositive("quality.remembered", remembered);
    }

    static QualityLimits from(Settings settings) {
        return new QualityLimits(
                settings.duration("quality.window", Duration.ofDays(7)),
                settings.duration("quality.remembered", Duration.ofDays(365)),
                settings.number("quality.drift-scans", 200, 20, 100_000),
                settings.decimal("quality.least-sensitivity", 0.8, 0, 1));
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new InvalidSettingException(name + "=" + duration + ": must be longer than nothing");
        }
    }
}
