package org.xraystream.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.LabelledData;
import org.xraystream.dataset.Split;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.evaluation.EvaluatedImage;
import org.xraystream.evaluation.EvaluatedSet;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.Scores;
import org.xraystream.model.DataFingerprint;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.report.Report;
import org.xraystream.report.TrainingCurve;

/**
 * Scores a newly trained model on the images kept for that, and says so on the screen and in the report.
 *
 * @param data where the images lie
 * @param isByImage whether they were divided by image, so that children are on both sides
 */
record TrainingResult(
        Terminal terminal, OutputOptions output, ReportOption reportOption, Path data, boolean isByImage) {

    void print(ModelBundle trained, Path bundle, List<LabelledData.Problem> leftOut, Split.Parts parts) {
        boolean isTested = !parts.test().isEmpty();
        try (var model = Model.load(trained, Engine.ONNX)) {
            Scores onTraining = Evaluation.of(evaluated(model, parts.training()).stream()
                    .map(EvaluatedImage::judged)
                    .toList());
            var results = EvaluatedSet.of(evaluated(model, isTested ? parts.test() : parts.validation()));
            var report = new ScoreReport(results);
            var object = new LinkedHashMap<String, Object>();
            object.put("model", model.version());
            object.put("bundle", bundle.toString());
            object.put("sha256", model.sha256());
            object.put("trainedOn", asObject(model.manifest().provenance().trainedOn()));
            object.put("leftOut", leftOut.stream().map(TrainingResult::asObject).toList());
            object.put("scoredOn", isTested ? "test" : "validation");
            object.put("training", asObject(onTraining));
            object.putAll(report.asObject());
            var rows = new ArrayList<>(report.asRows());
            rows.add(ScoreReport.row(
                    "training accuracy", onTraining.forced().accuracy(), "on the images trained on, from one half"));
            rows.add(ScoreReport.row("training logLoss", onTraining.logLoss(), "on the images trained on"));
            output.printer(terminal, ScoreReport.TABLE).printRows(object, rows);
            terminal.note("Model " + model.version() + " is in " + bundle + "; pictures left out: " + leftOut.size());
            String caution = caution(isTested);
            terminal.note(caution);
            reportOption.write(
                    terminal,
                    new Report(
                            Instant.now(),
                            model.manifest(),
                            model.sha256(),
                            isTested
                                    ? "the part of the data kept for the test"
                                    : "the part of the data held out from training",
                            results,
                            List.of(),
                            caution,
                            Optional.of(new Report.Fit(onTraining.forced().accuracy(), onTraining.logLoss())),
                            TrainingCurve.of(trained),
                            false),
                    model);
        } catch (InvalidBundleException e) {
            throw new IllegalStateException("a bundle that was accepted when it was made does not load", e);
        }
    }

    private String caution(boolean isTested) {
        String caution = isTested
                ? "Neither training nor calibration has seen these images."
                : "The thresholds were chosen on the same held-out images, which flatters the decided scores.";
        return isByImage
                ? caution + " They were divided by image: children whose other images were trained on are among them,"
                        + " which flatters every score."
                : caution;
    }

    /** What the bundle says of images that were prepared before, run as in service on all cores. */
    private List<EvaluatedImage> evaluated(Model model, List<Example> examples) {
        return examples.parallelStream()
                .map(example -> LabelledReadings.evaluated(
                        example, Optional.of(data.resolve(example.id())).filter(Files::isRegularFile), model))
                .toList();
    }

    private static Map<String, ?> asObject(Scores scores) {
        var object = new LinkedHashMap<String, Object>();
        object.put("images", scores.examples());
        object.put("children", scores.children());
        object.put("scores", scores.byName());
        return object;
    }

    private static Map<String, ?> asObject(DataFingerprint data) {
        var object = new LinkedHashMap<String, Object>();
        object.put("images", data.examples());
        object.put("children", data.children());
        return object;
    }

    private static Map<String, ?> asObject(LabelledData.Problem problem) {
        var object = new LinkedHashMap<String, Object>();
        object.put("path", problem.file());
        object.put("detail", problem.detail());
        return object;
    }
}
