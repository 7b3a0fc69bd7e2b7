package org.xraystream.retraining;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * When to train again: after so many new labels, or, if there is any new label, so long after the last time or when the
 * clock says so.
 *
 * <p>Settings: {@code retraining.labels} (default 100), {@code retraining.every} (default {@code P1D}) and
 * {@code retraining.cron} (none without it).
 *
 * @param labels how many new labels suffice
 * @param every longest time that a new label waits
 * @param schedule fixed times
 */
record RetrainingPolicy(int labels, Duration every, Optional<Schedule> schedule) {

    /**
     * Times that a cron expression names.
     *
     * @param zone whose clock it means
     */
    record Schedule(ExecutionTime times, ZoneId zone) {

        /**
         * Reads an expression of five fields, as crontab(5) has them.
         *
         * @throws IllegalArgumentException if it is none
         */
        static Schedule of(String cron, ZoneId zone) {
            var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            return new Schedule(ExecutionTime.forCron(parser.parse(cron)), zone);
        }

        /** Whether one of the times lies after the one moment and not after the other. */
        boolean hasPassed(Instant after, Instant now) {
            return times.nextExecution(after.atZone(zone))
                    .filter(next -> !next.toInstant().isAfter(now))
                    .isPresent();
        }
    }

    static RetrainingPolicy from(Settings settings) {
        return new RetrainingPolicy(
                settings.number("retraining.labels", 100, 1, Integer.MAX_VALUE),
                settings.duration("retraining.every", Duration.ofDays(1)),
                settings.find("retraining.cron").map(RetrainingPolicy::schedule));
    }

    private static Schedule schedule(String cron) {
        try {
            return Schedule.of(cron, ZoneId.systemDefault());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("retraining.cron=" + cron
                    + ": must be a cron expression of five fields such as 0 2 * * *: " + e.getMessage());
        }
    }

    boolean isDue(long newLabels, Instant lastTime, Instant now) {
        return newLabels >= labels
                || (newLabels > 0
                        && (!lastTime.plus(every).isAfter(now)
                                || schedule.filter(times -> times.hasPassed(lastTime, now))
                                        .isPresent()));
    }
}
