package org.xraystream.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xraystream.model.BundleManifest;
import org.xraystream.model.FigureTable;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.Provenance;
import org.xraystream.model.Thresholds;

/**
 * What a bundle says of itself.
 *
 * @param trainedOn how many examples
 * @param heldOut how many examples of other children
 * @param curve figures of the training by name, each with a value for every epoch; null in bundles without
 * @param roc {@code false_alarm_rate} and {@code sensitivity} at every threshold on the held-out examples; null in bundles
 *     without
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
        @Nullable Map<String, List<Double>> curve,
        @Nullable Map<String, List<Double>> roc) {

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
                bundle.trainingCurve().map(FigureTable::columns).orElse(null),
                bundle.rocCurve().map(FigureTable::columns).orElse(null));
    }
}
