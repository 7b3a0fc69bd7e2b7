package org.xraystream.web;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xraystream.room.Happening;

/** Events as they stand in the stream for one reader. */
record EventText(ScanAnswers answers, String account) {

    record ModelEvent(String champion, @Nullable String shadow) {}

    /** Of each scan its latest state; the last one carries the id up to which all is told. */
    void scans(StringBuilder out, List<Happening> happenings) {
        Map<String, Happening> latest = new LinkedHashMap<>();
        for (Happening happening : happenings) {
            // Taken out first, so that the order is that of the latest changes.
            latest.remove(happening.scan().scanId());
            latest.put(happening.scan().scanId(), happening);
        }
        Collection<Happening> told = latest.values();
        for (Happening happening : told) {
            String data = happening.told(scan -> Json.text(answers.event(scan, account)));
            event(out, "scan", happening.id(), data);
        }
    }

    void reset(StringBuilder out, String id) {
        event(out, "reset", id, "{}");
    }

    void model(StringBuilder out, ModelEvent model) {
        event(out, "model", null, Json.text(model));
    }

    /** JSON has no line breaks of its own, so one data line holds it. */
    private static void event(StringBuilder out, String name, @Nullable String id, String data) {
        out.append("event: ").append(name).append('\n');
        if (id != null) {
            out.append("id: ").append(id).append('\n');
        }
        out.append("data: ").append(data).append("\n\n");
    }
}
