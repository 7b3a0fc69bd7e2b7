package org.xraystream.report;

import java.util.Locale;
import org.xraystream.evaluation.Bootstrap.Interval;
import org.xraystream.evaluation.Estimate;
import org.xraystream.evaluation.Score;

/** How figures are written for people. */
final class Figures {
    private static final String NONE = "–";

    private Figures() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number of things, as in {@code 1 child}, {@code 2 children}. */
    static String count(long number, String one, String more) {
        return count(number) + " " + (number == 1 ? one : more);
    }

    static String percent(double share) {
        return Double.isNaN(share) ? NONE : String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    /** A part of a whole, as in {@code 3 of 204 (1.5%)}. */
    static String part(long part, long whole) {
        return count(part) + " of " + count(whole) + (whole == 0 ? "" : " (" + percent((double) part / whole) + ")");
    }

    static String value(Score score, Estimate estimate) {
        return score.isShare() ? percent(estimate.value()) : decimal(estimate.value());
    }

    static String interval(Score score, Estimate estimate) {
        Interval interval = estimate.interval();
        if (Double.isNaN(interval.low())) {
            return NONE;
        }
        return score.isShare()
                ? String.format(Locale.ROOT, "%.1f to %.1f%%", 100 * interval.low(), 100 * interval.high())
                : decimal(interval.low()) + " to " + decimal(interval.high());
    }

    /** A share with its interval, as in {@code 98.6% (97.5 to 99.4%)}. */
    static String withInterval(Score score, Estimate estimate) {
        return estimate.isDefined() ? value(score, estimate) + " (" + interval(score, estimate) + ")" : NONE;
    }

    static String decimal(double value) {
        return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.3f", value);
    }
}
