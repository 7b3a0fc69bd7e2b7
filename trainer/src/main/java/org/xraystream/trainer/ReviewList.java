package org.xraystream.trainer;

import java.util.List;
import org.xraystream.event.Label;
import org.xraystream.examples.LabelledScans;

/** The scans whose readers contradict each other, as programs see them. */
final class ReviewList {

    private ReviewList() {}

    record Scan(String scanId, List<Reading> readings) {}

    /** @param labelledAt in ISO 8601 */
    record Reading(String reader, String finding, String labelledAt, boolean sawModelResult) {
        static Reading of(Label label) {
            return new Reading(
                    label.getReader(),
                    label.getFinding().name(),
                    label.getLabelledAt().toString(),
                    label.getSawModelResult());
        }
    }

    static List<Scan> of(LabelledScans scans) {
        return scans.disputed().stream()
                .map(review -> new Scan(
                        review.scanId(),
                        review.labels().stream().map(Reading::of).toList()))
                .toList();
    }
}
