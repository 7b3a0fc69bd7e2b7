package org.xraystream.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.xraystream.model.Category;
import org.xraystream.model.Probabilities;
import org.xraystream.reading.Reading;

/** What {@code classify} prints for one file. */
record FileReading(String path, String modelVersion, Reading reading) {
    static final Table TABLE = Table.of(
            new Table.Column("PATH", 48),
            new Table.Column("FINDING", 12),
            new Table.Column("NORMAL", 6),
            new Table.Column("BACTERIAL", 9),
            new Table.Column("VIRAL", 5),
            new Table.Column("MODEL", 12),
            new Table.Column("REMARKS", 0));

    boolean isRejected() {
        return reading instanceof Reading.Rejected;
    }

    Map<String, ?> asObject() {
        var object = new LinkedHashMap<String, Object>();
        object.put("path", path);
        if (reading instanceof Reading.Classified classified) {
            object.put("finding", classified.finding().name());
            object.put("probabilities", asObject(classified.probabilities()));
            object.put("model", modelVersion);
            object.put(
                    "flags",
                    classified.flags().stream().map(Enum::name).sorted().toList());
        } else if (reading instanceof Reading.Rejected rejected) {
            object.put("rejected", rejected.reason().name());
            object.put("detail", rejected.detail());
        }
        return object;
    }

    private static Map<String, Double> asObject(Probabilities probabilities) {
        var object = new LinkedHashMap<String, Double>();
        object.put(Category.NORMAL.name(), probabilities.normal());
        object.put(Category.BACTERIAL_PNEUMONIA.name(), probabilities.bacterial());
        object.put(Category.VIRAL_PNEUMONIA.name(), probabilities.viral());
        return object;
    }

    List<String> asCells() {
        if (reading instanceof Reading.Classified classified) {
            Probabilities probabilities = classified.probabilities();
            return List.of(
                    path,
                    classified.finding().name(),
                    percent(probabilities.normal()),
                    percent(probabilities.bacterial()),
                    percent(probabilities.viral()),
                    modelVersion,
                    String.join(
                            " ",
                            classified.flags().stream().map(Enum::name).sorted().toList()));
        }
        var rejected = (Reading.Rejected) reading;
        return List.of(path, "rejected", "", "", "", "", rejected.reason() + ": " + rejected.detail());
    }

    private static String percent(double probability) {
        return String.format(Locale.ROOT, "%5.1f%%", 100 * probability);
    }
}
