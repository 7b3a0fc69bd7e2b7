package org.xraystream.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xraystream.dataset.Classes;
import org.xraystream.dataset.LabelledData;
import org.xraystream.dataset.MedMnistFile;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.evaluation.EvaluatedSet;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.Provenance;
import org.xraystream.reading.Reading.Rejected;
import org.xraystream.report.Report;
import org.xraystream.report.Report.Refused;
import org.xraystream.report.TrainingCurve;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Scores a model on labelled images, read exactly as in service, on all cores. */
@Command(
        name = "evaluate",
        description = {
            "Scores a model on labelled radiographs, read exactly as in service, with 95%% intervals over children.",
            "Images that the input gate rejects are counted and listed, but not scored. Those that the model leaves to"
                    + " a person are counted, and left out of the decided scores only.",
            "Of PneumoniaMNIST the test part is scored, past the input gate, for which its images are too small; it"
                    + " needs --classes 2, and names no children, so that each image counts as one and intervals come"
                    + " out too narrow.",
            "Scores on images that the model was trained on mean nothing. Where its bundle tells that these are such,"
                    + " so does this command."
        })
final class EvaluateCommand implements Callable<Integer> {
    /** How the data set's own test folder is told from others, for others' published figures to be put beside ours. */
    private static final String KAGGLE_TEST = "the folder test";

    private static final int KAGGLE_TEST_IMAGES = 624;

    private final Terminal terminal;

    @Mixin
    private final LabelledDataOption data = new LabelledDataOption();

    @Mixin
    private final ModelOption model = new ModelOption();

    @Mixin
    private final ReportOption reportOption = new ReportOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidBundleException, InterruptedException {
        Path path = data.path();
        Classes classes = data.classes();
        reportOption.requireWritable();
        ModelBundle bundle = model.read();
        try (var loaded = Model.load(bundle, Engine.ONNX)) {
            return isArchive(path)
                    ? evaluateArchive(path, classes, bundle, loaded)
                    : evaluateFolder(path, classes, bundle, loaded);
        }
    }

    private static boolean isArchive(Path path) {
        try {
            return LabelledData.at(path) instanceof MedMnistFile;
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private int evaluateArchive(Path file, Classes classes, ModelBundle bundle, Model model) {
        if (classes == Classes.THREE) {
            throw new CommandFailure(file + " does not tell the kind of pneumonia: give --classes 2");
        }
        LabelledReadings readings = LabelledReadings.ofArchive(file, model);
        if (readings.images().isEmpty()) {
            throw new CommandFailure("there is no image in the test part of " + file);
        }
        print("the test part of " + file.getFileName(), List.of(), readings, bundle, model);
        return ExitCode.OK;
    }

    private int evaluateFolder(Path folder, Classes classes, ModelBundle bundle, Model model)
            throws InterruptedException {
        LabelledImages images = LabelledImages.in(folder, classes);
        images.missing().forEach(terminal::error);
        images.unlabelled()
                .forEach(file -> terminal.error(file + ": neither folder nor name tells the category; passed over"));
        if (images.found().isEmpty()) {
            throw new CommandFailure("there is no labelled image below " + folder);
        }
        LabelledReadings readings = LabelledReadings.ofFiles(terminal, folder, images.found(), model);
        readings.rejected().forEach(reading -> terminal.note("rejected " + reading.path() + ": " + reasonOf(reading)));
        if (readings.images().isEmpty()) {
            throw new CommandFailure("nothing to score: every image was rejected, all "
                    + images.found().size());
        }
        print(
                "the folder " + folder.toAbsolutePath().normalize().getFileName(),
                images.unlabelled(),
                readings,
                bundle,
                model);
        return images.missing().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void print(
            String tested, List<Path> unlabelled, LabelledReadings readings, ModelBundle bundle, Model model) {
        var results = EvaluatedSet.of(readings.images());
        var report = new ScoreReport(results);
        Provenance provenance = model.manifest().provenance();
        SeenInTraining seen = SeenInTraining.of(provenance, readings.examples());
        int rejected = readings.rejected().size();

        var object = new LinkedHashMap<String, Object>();
        object.put("model", model.version());
        object.put("sha256", model.sha256());
        object.put("seenInTraining", seen.name());
        object.put("unlabelled", unlabelled.stream().map(Path::toString).toList());
        object.put(
                "rejected",
                readings.rejected().stream().map(FileReading::asObject).toList());
        object.putAll(report.asObject());

        var rows = new ArrayList<List<String>>();
        rows.add(ScoreReport.count("rejected", rejected, "by the input gate, not scored"));
        rows.addAll(report.asRows());
        output.printer(terminal, ScoreReport.TABLE).printRows(object, rows);
        terminal.note(String.format(
                "%d images: %d rejected, %d left undecided, %d decided by model %s",
                report.images() + rejected,
                rejected,
                report.undecided(),
                report.images() - report.undecided(),
                model.version()));
        String caution = seen.caution(provenance.trainedOn());
        terminal.note(caution);
        Optional<TrainingCurve> curve = TrainingCurve.of(bundle);
        reportOption.write(
                terminal,
                new Report(
                        Instant.now(),
                        model.manifest(),
                        model.sha256(),
                        tested,
                        results,
                        readings.rejected().stream()
                                .map(reading -> new Refused(reading.path(), reasonOf(reading)))
                                .toList(),
                        caution,
                        curve.flatMap(TrainingCurve::lastOnTraining),
                        curve,
                        tested.equals(KAGGLE_TEST) && report.images() + rejected == KAGGLE_TEST_IMAGES),
                model);
    }

    private static String reasonOf(FileReading reading) {
        var rejected = (Rejected) reading.reading();
        return rejected.reason() + ": " + rejected.detail();
    }
}
