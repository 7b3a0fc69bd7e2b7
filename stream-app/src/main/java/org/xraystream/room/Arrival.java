package org.xraystream.room;

import org.jspecify.annotations.Nullable;
import org.xraystream.event.Acquisition;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Rejection;
import org.xraystream.event.Sex;
import org.xraystream.event.SourcePosition;
import org.xraystream.event.View;

/**
 * How a scan came in, as its outcome says: the scans themselves are not read for it.
 *
 * @param patient pseudonym, empty where the scan gives none
 * @param capturedAt milliseconds since 1970, as all times here; null where the scan was rejected
 * @param contentType null where the outcome does not say how the scan was taken
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

    static Arrival of(Diagnosis diagnosis) {
        return of(
                diagnosis.getPatientPseudonym(),
                diagnosis.getSite(),
                diagnosis.getStudyUid(),
                diagnosis.getAccessionNumber(),
                diagnosis.getAcquisition(),
                diagnosis.getCapturedAt().toEpochMilli(),
                diagnosis.getReceivedAt().toEpochMilli(),
                diagnosis.getSource());
    }

    static Arrival of(Rejection rejection) {
        return of(
                rejection.getPatientPseudonym(),
                rejection.getSite(),
                rejection.getStudyUid(),
                rejection.getAccessionNumber(),
                rejection.getAcquisition(),
                null,
                rejection.getReceivedAt().toEpochMilli(),
                rejection.getSource());
    }

    private static Arrival of(
            String patient,
            String site,
            @Nullable String studyUid,
            @Nullable String accessionNumber,
            @Nullable Acquisition taken,
            @Nullable Long capturedAt,
            long receivedAt,
            @Nullable SourcePosition source) {
        return new Arrival(
                patient,
                site,
                studyUid,
                accessionNumber,
                taken == null ? null : taken.getAgeMonths(),
                taken == null ? Sex.UNKNOWN : taken.getSex(),
                taken == null ? View.UNKNOWN : taken.getView(),
                taken == null ? null : taken.getBodyPart(),
                taken == null ? null : taken.getDevice(),
                capturedAt,
                taken == null ? null : taken.getContentType(),
                receivedAt,
                source == null ? null : new Place(source.getPartition(), source.getOffset()));
    }

    /**
     * This or a later one: the first stands, since a scan sent twice is read once; but one by a diagnosis, which names the
     * record that was read, wins over one by a rejection.
     */
    Arrival or(@Nullable Arrival later) {
        return later != null && capturedAt == null && later.capturedAt != null ? later : this;
    }
}
