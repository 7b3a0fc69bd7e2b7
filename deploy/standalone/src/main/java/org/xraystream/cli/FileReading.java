package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.xraystream.engine.Model;
import org.xraystream.gate.AcquisitionTags;
import org.xraystream.image.EncodedImage;
import org.xraystream.model.Category;
import org.xraystream.model.Probabilities;
import org.xraystream.reading.Reading;
import org.xraystream.reading.ScanReader;

/** What came of reading one file, and how {@code classify} prints it. */
record FileReading(String path, String modelVersion, Reading reading) {
    static final Table TABLE = Table.of(
            new Table.Column("PATH", 48),
            new Table.Column("FINDING", 12),
            new Table.Column("NORMAL", 6),
            new Table.Column("BACTERIAL", 9),
            new Table.Column("VIRAL", 5),
            new Table.Column("MODEL", 12),
            new Table.Column("REMARKS", 0));

    /** Reads a file as a scan is read in service of which no tags are known. */
    static FileReading of(Path file, ScanReader reader, Model model) {
        try {
            // The reader looks at the bytes, not at what a sender claims of them.
            var image = new EncodedImage("application/octet-stream", Files.readAllBytes(file));
            return new FileReading(file.toString(), model.version(), reader.read(image, AcquisitionTags.NONE, model));
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read: " + e.getMessage(), e);
        }
    }

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
