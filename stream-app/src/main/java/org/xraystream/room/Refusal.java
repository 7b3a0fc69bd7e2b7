package org.xraystream.room;

import org.xraystream.event.Rejection;
import org.xraystream.event.RejectionReason;

/**
 * Why a scan was not classified.
 *
 * @param rejectedAt milliseconds since 1970
 */
public record Refusal(RejectionReason reason, String detail, long rejectedAt) {

    static Refusal of(Rejection rejection) {
        return new Refusal(
                rejection.getReason(),
                rejection.getDetail(),
                rejection.getRejectedAt().toEpochMilli());
    }
}
