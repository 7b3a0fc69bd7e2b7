package org.xraystream.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xraystream.model.BundleManifest;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.Provenance;
import org.xraystream.model.Thresholds;

/**
 * What a bundle says of itself.
 *
 * @param trainedOn how many examples
 * @param heldOut how many examples of other children
 * @param curve figures of the training by name, each with a value for every epoch; null in bundles without
 */
record ModelCard(
        String version,
        String sha256,
        Instant trainedAt,
        String codeVersion,
        String startedFrom,
        long trainedOn,
        long heldOut,
        String split,
        long seed,
        Map<String, String> hyperparameters,
        Map<String, Double> scores,
        Thresholds thresholds,
        String preprocessing,
        @Nullable Map<String, List<Double>> curve) {

    private static final String CURVE = "training.csv";

    static ModelCard of(ModelBundle bundle) {
        BundleManifest manifest = bundle.manifest();
        Provenance provenance = manifest.provenance();
        return new ModelCard(
                manifest.version(),
                bundle.sha256(),
                provenance.trainedAt(),
                provenance.codeVersion(),
                provenance.startedFrom(),
                provenance.trainedOn().examples(),
                provenance.heldOut().examples(),
                provenance.split(),
                provenance.seed(),
                provenance.hyperparameters(),
                provenance.scores(),
                manifest.thresholds(),
                manifest.preprocessing(),
                bundle.entry(CURVE)
                        .map(csv -> columns(new String(csv, StandardCharsets.UTF_8)))
                        .orElse(null));
    }

    /** The columns of a table whose first line names them; null where one holds what is no number. */
    static @Nullable Map<String, List<Double>> columns(String csv) {
        List<String[]> lines = csv.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(",", -1))
                .toList();
        if (lines.isEmpty()) {
            return null;
        }
        Map<String, List<Double>> columns = new LinkedHashMap<>();
        String[] names = lines.get(0);
        for (int column = 0; column < names.length; column++) {
            var values = new ArrayList<Double>();
            for (String[] line : lines.subList(1, lines.size())) {
                try {
                    values.add(Double.valueOf(line[column]));
                } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                    return null;
                }
            }
            columns.put(names[column], values);
        }
        return columns;
    }
}
