package org.xraystream.room;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;

/**
 * What one reader said of a scan.
 *
 * @param labelledAt milliseconds since 1970; no two words of a reader on a scan have the same
 * @param retracted whether it only takes back the one before
 */
public record Word(
        String reader,
        LabelFinding finding,
        boolean sawModelResult,
        long labelledAt,
        @Nullable String comment,
        boolean retracted) {

    static Word of(Label label) {
        return new Word(
                label.getReader(),
                label.getFinding(),
                label.getSawModelResult(),
                label.getLabelledAt().toEpochMilli(),
                label.getComment(),
                label.getRetracted());
    }

    Label labelOf(String scanId) {
        return Label.newBuilder()
                .setScanId(scanId)
                .setReader(reader)
                .setFinding(finding)
                .setSawModelResult(sawModelResult)
                .setLabelledAt(Instant.ofEpochMilli(labelledAt))
                .setComment(comment)
                .setRetracted(retracted)
                .build();
    }
}
