package org.xraystream.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.xraystream.dataset.Classes;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.evaluation.EvaluatedImage;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.Probabilities;
import org.xraystream.model.SiteCalibration;
import org.xraystream.training.SiteCalibrationFit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Computes the settings that fit a model to a hospital, from radiographs that the hospital labelled. */
@Command(
        name = "recalibrate",
        description = {
            "Fits a model's probabilities to one hospital without training, from radiographs that it labelled: prints"
                    + " the settings site.slope and site.offset for its stream-app.",
            "Few labels move little. The images must be of the hospital's own children and none that the model was"
                    + " trained on."
        })
final class RecalibrateCommand implements Callable<Integer> {
    /** Normals, and pneumonias, below which the fit is said to be unsure. */
    private static final int ENOUGH = 50;

    private static final Table SETTINGS = Table.of(new Table.Column("SETTING", 16), new Table.Column("VALUE", 0));

    private final Terminal terminal;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Radiographs below folders named NORMAL and PNEUMONIA.")
    private Path folder = Path.of("");

    @Option(
            names = "--consecutive",
            description = "The images are all that were taken in some time, none chosen: also print site.prevalence,"
                    + " the share of pneumonia among them.")
    private boolean consecutive;

    @Mixin
    private final ModelOption model = new ModelOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    RecalibrateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidBundleException, InterruptedException {
        LabelledImages images = LabelledImages.in(folder, Classes.TWO);
        images.missing().forEach(terminal::error);
        try (var loaded = Model.load(model.read(), Engine.ONNX)) {
            List<JudgedExample> judged =
                    LabelledReadings.ofFiles(terminal, folder, images.found(), loaded).images().stream()
                            .map(EvaluatedImage::judged)
                            .toList();
            double modelPrevalence = loaded.manifest().calibration().prevalence();
            print(judged, fit(judged, modelPrevalence), loaded);
        }
        return images.missing().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static SiteCalibration fit(List<JudgedExample> judged, double modelPrevalence) {
        try {
            return SiteCalibrationFit.to(judged, modelPrevalence);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private void print(List<JudgedExample> judged, SiteCalibration site, Model loaded) {
        long ill = judged.stream().filter(JudgedExample::isPneumonia).count();
        var settings = new LinkedHashMap<String, Object>();
        settings.put("site.slope", rounded(site.slope()));
        settings.put("site.offset", rounded(site.offset()));
        if (consecutive) {
            settings.put("site.prevalence", rounded(site.prevalence()));
        }
        var rows = new ArrayList<List<String>>();
        settings.forEach((name, value) -> rows.add(List.of(name, value.toString())));
        output.printer(terminal, SETTINGS).printRows(settings, rows);
        terminal.note(String.format(
                Locale.ROOT,
                "%d normal and %d pneumonia images, model %s: log loss %.4f as it is, %.4f with these settings"
                        + " (on the same images, at their share of pneumonia)",
                judged.size() - ill,
                ill,
                loaded.version(),
                logLoss(judged, new SiteCalibration(1, 0, site.prevalence()), loaded),
                logLoss(judged, site, loaded)));
        if (Math.min(ill, judged.size() - ill) < ENOUGH) {
            terminal.note("Below " + ENOUGH + " images of each the fit is unsure, and stays near the model.");
        }
    }

    private static double logLoss(List<JudgedExample> judged, SiteCalibration site, Model model) {
        double modelPrevalence = model.manifest().calibration().prevalence();
        return Evaluation.of(judged.stream()
                        .map(example -> {
                            Probabilities comparable = site.comparable(example.probabilities());
                            Probabilities reported = site.reported(comparable, modelPrevalence);
                            return new JudgedExample(example.child(), example.truth(), reported, example.finding());
                        })
                        .toList())
                .logLoss();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
