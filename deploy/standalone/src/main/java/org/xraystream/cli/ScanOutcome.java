package org.xraystream.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Probabilities;
import org.xraystream.event.Rejection;
import org.xraystream.model.Category;

/**
 * What {@code diagnoses} prints for one scan.
 *
 * @param at when it was decided
 * @param object for programs
 * @param cells for people, see {@link #TABLE}
 */
record ScanOutcome(Instant at, Map<String, ?> object, List<String> cells) {
    static final Table TABLE = Table.of(
            new Table.Column("SCAN", 44),
            new Table.Column("FINDING", 9),
            new Table.Column("P(PNEUMONIA)", 12),
            new Table.Column("MODEL", 16),
            new Table.Column("PRIORITY", 8),
            new Table.Column("REMARKS", 0));

    static ScanOutcome of(Diagnosis diagnosis) {
        Probabilities probabilities = diagnosis.getProbabilities();
        List<String> flags =
                diagnosis.getQualityFlags().stream().map(Enum::name).sorted().toList();
        var object = new LinkedHashMap<String, Object>();
        object.put("scanId", diagnosis.getScanId());
        object.put("status", diagnosis.getStatus().name());
        object.put("finding", diagnosis.getFinding().name());
        object.put("probabilities", asObject(probabilities));
        object.put("model", diagnosis.getModelVersion());
        object.put("priority", diagnosis.getPriority().name());
        object.put("flags", flags);
        object.put("decidedAt", diagnosis.getDecidedAt().toString());
        double pneumonia = probabilities.getBacterial() + probabilities.getViral();
        List<String> cells = List.of(
                diagnosis.getScanId(),
                diagnosis.getFinding().name(),
                String.format(Locale.ROOT, "%.1f%%", 100 * pneumonia),
                diagnosis.getModelVersion(),
                diagnosis.getPriority().name(),
                flags.stream().collect(Collectors.joining(" ")));
        return new ScanOutcome(diagnosis.getDecidedAt(), object, cells);
    }

    private static Map<String, Double> asObject(Probabilities probabilities) {
        var object = new LinkedHashMap<String, Double>();
        object.put(Category.NORMAL.name(), probabilities.getNormal());
        object.put(Category.BACTERIAL_PNEUMONIA.name(), probabilities.getBacterial());
        object.put(Category.VIRAL_PNEUMONIA.name(), probabilities.getViral());
        return object;
    }

    static ScanOutcome of(Rejection rejection) {
        var object = new LinkedHashMap<String, Object>();
        object.put("scanId", rejection.getScanId());
        object.put("rejected", rejection.getReason().name());
        object.put("detail", rejection.getDetail());
        object.put("rejectedAt", rejection.getRejectedAt().toString());
        List<String> cells = List.of(
                rejection.getScanId(),
                "rejected",
                "",
                "",
                "",
                rejection.getReason().name() + ": " + rejection.getDetail());
        return new ScanOutcome(rejection.getRejectedAt(), object, cells);
    }
}
