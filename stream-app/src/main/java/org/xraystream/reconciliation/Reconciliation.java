package org.xraystream.reconciliation;

import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The account of the scans that the application has passed. It balances when no scan is unanswered and none was answered
 * twice; then {@code scans = diagnosed + rejected + deadLetters + repeated}.
 *
 * @param hours by the hour in which the scans reached their topic, in ascending order; those with any scan
 * @param unanswered scans that were passed and have no outcome
 * @param answeredTwice ids of scans with more than one outcome
 */
public record Reconciliation(List<Hour> hours, List<Unanswered> unanswered, List<String> answeredTwice) {

    public Reconciliation {
        hours = List.copyOf(hours);
        unanswered = List.copyOf(unanswered);
        answeredTwice = List.copyOf(answeredTwice);
    }

    /**
     * The scans that reached their topic within one hour.
     *
     * @param hour its beginning
     * @param diagnosed with a diagnosis
     * @param rejected with a rejection
     * @param deadLetters that were no scan at all
     * @param repeated whose scan had been answered before
     * @param unanswered without an outcome
     */
    public record Hour(Instant hour, long diagnosed, long rejected, long deadLetters, long repeated, long unanswered) {

        /** All of them. */
        public long scans() {
            return diagnosed + rejected + deadLetters + repeated + unanswered;
        }
    }

    /**
     * A scan without an outcome.
     *
     * @param scanId its id, or empty where the record has no key
     * @param partition where it lies in {@code xray.scans}
     * @param offset where it lies there
     * @param receivedAt when it reached the topic
     */
    public record Unanswered(String scanId, int partition, long offset, Instant receivedAt) {}

    /** Whether every scan has exactly one outcome. */
    public boolean balances() {
        return unanswered.isEmpty() && answeredTwice.isEmpty();
    }

    /** The sum of one count over all hours. */
    public long total(ToLongFunction<Hour> count) {
        return hours.stream().mapToLong(count).sum();
    }
}
