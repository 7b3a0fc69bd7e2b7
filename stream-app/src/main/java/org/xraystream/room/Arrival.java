package org.xraystream.room;

import org.jspecify.annotations.Nullable;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Rejection;
import org.xraystream.event.Scan;
import org.xraystream.event.Sex;
import org.xraystream.event.View;

/**
 * How a scan came in. Where the scan itself is no longer kept, what its outcome says of that, which is less.
 *
 * @param patient pseudonym, empty where the scan gives none
 * @param capturedAt milliseconds since 1970, as all times here
 * @param contentType null where only the outcome is known
 * @param receivedAt when it reached the topic
 * @param place where it lies in {@code xray.scans}; null in outcomes older than that field
 */
public record Arrival(
        String patient,
        String site,
        @Nullable String studyUid,
        @Nullable String accessionNumber,
        @Nullable Integer ageMonths,
        Sex sex,
        View view,
        @Nullable String bodyPart,
        @Nullable String device,
        @Nullable Long capturedAt,
        @Nullable String contentType,
        long receivedAt,
        @Nullable Place place) {

    static Arrival of(Scan scan, Place place, long receivedAt) {
        return new Arrival(
                scan.getPatientPseudonym(),
                scan.getSite(),
                scan.getStudyUid(),
                scan.getAccessionNumber(),
                scan.getAgeMonths(),
                scan.getSex(),
                scan.getView(),
                scan.getBodyPart(),
                scan.getDevice(),
                scan.getCapturedAt().toEpochMilli(),
                scan.getContentType(),
                receivedAt,
                place);
    }

    static Arrival of(Diagnosis diagnosis) {
        var source = diagnosis.getSource();
        return new Arrival(
                diagnosis.getPatientPseudonym(),
                diagnosis.getSite(),
                diagnosis.getStudyUid(),
                diagnosis.getAccessionNumber(),
                null,
                Sex.UNKNOWN,
                View.UNKNOWN,
                null,
                null,
                diagnosis.getCapturedAt().toEpochMilli(),
                null,
                diagnosis.getReceivedAt().toEpochMilli(),
                source == null ? null : new Place(source.getPartition(), source.getOffset()));
    }

    static Arrival of(Rejection rejection) {
        var source = rejection.getSource();
        return new Arrival(
                rejection.getPatientPseudonym(),
                rejection.getSite(),
                rejection.getStudyUid(),
                rejection.getAccessionNumber(),
                null,
                Sex.UNKNOWN,
                View.UNKNOWN,
                null,
                null,
                null,
                null,
                rejection.getReceivedAt().toEpochMilli(),
                new Place(source.getPartition(), source.getOffset()));
    }

    /** The fuller of the two; of equals, this one, which came first: a scan sent twice is read once. */
    Arrival or(@Nullable Arrival later) {
        return later != null && contentType == null && later.contentType != null ? later : this;
    }
}
