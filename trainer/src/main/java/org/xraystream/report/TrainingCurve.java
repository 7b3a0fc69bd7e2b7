package org.xraystream.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xraystream.model.ModelBundle;

/**
 * How a training went, epoch by epoch, as a bundle's {@code training.csv} tells: a column for each figure, the first
 * being the epoch. Columns that are not there are not shown, since older bundles have fewer.
 *
 * @param columns by name, each with a value for every epoch
 */
public record TrainingCurve(Map<String, List<Double>> columns) {
    private static final String ENTRY = "training.csv";
    private static final String EPOCH = "epoch";

    public TrainingCurve {
        columns = Map.copyOf(columns);
    }

    /** The curve in a bundle; empty if it has none, or none that can be read. */
    public static Optional<TrainingCurve> of(ModelBundle bundle) {
        return bundle.entry(ENTRY).flatMap(csv -> parse(new String(csv, StandardCharsets.UTF_8)));
    }

    static Optional<TrainingCurve> parse(String csv) {
        List<String> lines = csv.lines().filter(line -> !line.isBlank()).toList();
        if (lines.size() < 2) {
            return Optional.empty();
        }
        String[] names = lines.get(0).split(",", -1);
        Map<String, List<Double>> columns = new LinkedHashMap<>();
        try {
            for (int i = 0; i < names.length; i++) {
                List<Double> values = new ArrayList<>();
                for (String line : lines.subList(1, lines.size())) {
                    values.add(Double.valueOf(line.split(",", -1)[i]));
                }
                columns.put(names[i], List.copyOf(values));
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return columns.containsKey(EPOCH) ? Optional.of(new TrainingCurve(columns)) : Optional.empty();
    }

    List<Double> epochs() {
        return column(EPOCH);
    }

    /** The values of a column; empty if there is none of this name. */
    List<Double> column(String name) {
        return columns.getOrDefault(name, List.of());
    }

    /** How well the network fitted images that it was trained on when training ended, where the curve tells. */
    public Optional<Report.Fit> lastOnTraining() {
        List<Double> accuracy = column("training_accuracy");
        List<Double> loss = column("training_loss");
        return accuracy.isEmpty() || loss.isEmpty()
                ? Optional.empty()
                : Optional.of(new Report.Fit(accuracy.get(accuracy.size() - 1), loss.get(loss.size() - 1)));
    }
}
