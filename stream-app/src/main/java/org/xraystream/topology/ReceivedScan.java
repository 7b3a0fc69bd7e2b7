package org.xraystream.topology;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.Acquisition;
import org.xraystream.event.Rejection;
import org.xraystream.event.RejectionReason;
import org.xraystream.event.Scan;
import org.xraystream.event.SourcePosition;

/**
 * A scan as it stands in the topic, with the place where it stands.
 *
 * @param key the record's key
 * @param scan the event
 * @param source where the record lies
 * @param receivedAt when it reached the topic
 */
public record ReceivedScan(@Nullable String key, @Nullable Scan scan, SourcePosition source, Instant receivedAt) {

    /** The scan's id, or the record's position where there is none. */
    String id() {
        if (scan != null && !scan.getScanId().isBlank()) {
            return scan.getScanId();
        }
        return key != null && !key.isBlank()
                ? key
                : source.getTopic() + "-" + source.getPartition() + "-" + source.getOffset();
    }

    /** This scan refused. */
    Outcome.Refused refused(RejectionReason reason, String detail, Instant now) {
        Optional<Scan> known = Optional.ofNullable(scan);
        return new Outcome.Refused(Rejection.newBuilder()
                .setScanId(id())
                .setReason(reason)
                .setDetail(detail)
                .setStudyUid(known.map(Scan::getStudyUid).orElse(null))
                .setAccessionNumber(known.map(Scan::getAccessionNumber).orElse(null))
                .setPatientPseudonym(known.map(Scan::getPatientPseudonym).orElse(""))
                .setSite(known.map(Scan::getSite).orElse(""))
                .setSource(source)
                .setReceivedAt(receivedAt)
                .setRejectedAt(now)
                .setAcquisition(known.map(ReceivedScan::acquisitionOf).orElse(null))
                .build());
    }

    /** How a scan was taken. */
    static Acquisition acquisitionOf(Scan scan) {
        return Acquisition.newBuilder()
                .setAgeMonths(scan.getAgeMonths())
                .setSex(scan.getSex())
                .setBodyPart(scan.getBodyPart())
                .setView(scan.getView())
                .setDevice(scan.getDevice())
                .setContentType(scan.getContentType())
                .build();
    }
}
