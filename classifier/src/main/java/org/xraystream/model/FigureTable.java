package org.xraystream.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Figures in columns, as a bundle keeps a curve: CSV whose first line names the columns. Immutable.
 *
 * @param columns by name in their order, all equally long
 */
public record FigureTable(Map<String, List<Double>> columns) {

    /** @throws IllegalArgumentException if the columns are not equally long */
    public FigureTable {
        var copy = new LinkedHashMap<String, List<Double>>();
        columns.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        if (copy.values().stream().mapToInt(List::size).distinct().count() > 1) {
            throw new IllegalArgumentException("columns of different lengths");
        }
        columns = Collections.unmodifiableMap(copy);
    }

    /** Reads a table; empty where there is no line of figures or something is no figure. */
    public static Optional<FigureTable> fromCsv(byte[] csv) {
        List<String[]> lines = new String(csv, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(",", -1))
                .toList();
        if (lines.size() < 2) {
            return Optional.empty();
        }
        String[] names = lines.get(0);
        var columns = new LinkedHashMap<String, List<Double>>();
        try {
            for (int column = 0; column < names.length; column++) {
                var values = new ArrayList<Double>();
                for (String[] line : lines.subList(1, lines.size())) {
                    values.add(Double.valueOf(line[column]));
                }
                columns.put(names[column], values);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return Optional.of(new FigureTable(columns));
    }

    /** As a bundle keeps it; whole numbers without, others with five decimal places. */
    public byte[] toCsv() {
        int lines = columns.values().stream().mapToInt(List::size).findFirst().orElse(0);
        return IntStream.range(0, lines)
                .mapToObj(line -> columns.values().stream()
                        .map(values -> text(values.get(line)))
                        .collect(Collectors.joining(",", "", "\n")))
                .collect(Collectors.joining("", String.join(",", columns.keySet()) + "\n", ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The values of a column; empty if there is none of this name. */
    public List<Double> column(String name) {
        return columns.getOrDefault(name, List.of());
    }

    private static String text(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.5f", value);
    }
}
