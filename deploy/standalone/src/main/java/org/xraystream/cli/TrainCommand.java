package org.xraystream.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xraystream.dataset.Classes;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.GivenSplit;
import org.xraystream.dataset.LabelledData;
import org.xraystream.dataset.MedMnistFile;
import org.xraystream.dataset.Split;
import org.xraystream.dataset.Truth;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.evaluation.EvaluatedImage;
import org.xraystream.evaluation.EvaluatedSet;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.Scores;
import org.xraystream.model.BundleManifest;
import org.xraystream.model.Category;
import org.xraystream.model.DataFingerprint;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.network.PneumoniaNetwork;
import org.xraystream.report.Report;
import org.xraystream.report.TrainingCurve;
import org.xraystream.training.Checkpoint;
import org.xraystream.training.ForeignCheckpointException;
import org.xraystream.training.Hyperparameters;
import org.xraystream.training.Trainer;
import org.xraystream.training.TrainingOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model on a folder of labelled images, on all cores. */
@Command(
        name = "train",
        description = {
            "Trains a model from random weights on labelled radiographs, writes its bundle and prints its scores: on the"
                    + " test part where there is one, else on the children held out from training.",
            "Pictures that cannot be read, or whose path tells no category, are listed and left out.",
            "A training that is cut off leaves BUNDLE.checkpoint, written after each epoch; the same command with"
                    + " --resume goes on from there. No bundle and no checkpoint is ever overwritten by another"
                    + " training."
        })
final class TrainCommand implements Callable<Integer> {
    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Terminal terminal;

    @Mixin
    private final LabelledDataOption data = new LabelledDataOption();

    @Option(names = "--out", required = true, paramLabel = "BUNDLE", description = "The file to write.")
    private Path out = Path.of("");

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of every random choice; the same data, seed and options give the same weights (default:"
                    + " ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often to go through the images (default: ${DEFAULT-VALUE}).")
    private int epochs = Hyperparameters.STANDARD.epochs();

    @Mixin
    private final SplitOptions splitOptions = new SplitOptions();

    @Option(
            names = "--model-version",
            paramLabel = "V",
            description = "What diagnoses will call the model (default: the time in UTC, as in 20260131-120000).")
    private Optional<String> version = Optional.empty();

    @Option(names = "--resume", description = "Go on from BUNDLE.checkpoint; where there is none, begin.")
    private boolean resume;

    @Mixin
    private final ReportOption reportOption = new ReportOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Plan plan = plan();
        Classes classes = data.classes();
        var bundle = new NewBundle(out);
        bundle.requireFree(resume);
        reportOption.requireWritable();
        LabelledData.Contents contents = read(data.path()).as(classes);
        contents.problems().forEach(problem -> terminal.error(problem.file() + " is left out: " + problem.detail()));
        Split.Parts parts = plan.split().split(contents.examples());
        noteWhereValidationComesFrom(plan.split(), contents.examples());
        requireEnough(parts, classes, plan.hyperparameters().batchSize());
        ModelBundle trained = train(plan.order(parts), bundle);
        bundle.write(trained);
        print(trained, bundle, contents.problems(), parts);
        return ExitCode.OK;
    }

    /** What the options ask for, each found allowed before anything is read. */
    private record Plan(String version, Split split, Hyperparameters hyperparameters, long seed) {
        TrainingOrder order(Split.Parts parts) {
            return new TrainingOrder(
                    version,
                    Optional.empty(),
                    parts.training(),
                    parts.validation(),
                    split.description(),
                    hyperparameters,
                    seed);
        }
    }

    private Plan plan() {
        try {
            String name = version.orElseGet(() -> VERSION.format(Instant.now()));
            BundleManifest.requireVersion(name);
            return new Plan(name, splitOptions.split(seed), Hyperparameters.STANDARD.withEpochs(epochs), seed);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private LabelledData.Contents read(Path path) {
        try {
            LabelledData pictures = LabelledData.at(path);
            terminal.note("Reading " + pictures.size() + " pictures");
            if (pictures instanceof MedMnistFile) {
                terminal.note(
                        "PneumoniaMNIST names no children: each image counts as a child of its own, and a split of"
                                + " one's own may put one child on both sides.");
            }
            try (var progress = Progress.of(terminal, "reading", pictures.size())) {
                return pictures.read(PneumoniaNetwork.STANDARD.side(), (done, of) -> progress.step());
            }
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void noteWhereValidationComesFrom(Split split, List<Example> examples) {
        if (split instanceof GivenSplit given && !given.usesGivenValidation(examples)) {
            terminal.note("The folder val is too small to calibrate on: train and val together are divided by child.");
        }
    }

    /** Fails before the training for what would make it fail at its end, or make a model that lacks a category. */
    private static void requireEnough(Split.Parts parts, Classes classes, int atLeast) {
        if (parts.training().size() < atLeast) {
            throw new CommandFailure(parts.training().size() + " images to train on, at least " + atLeast + " needed");
        }
        for (Category category : Category.values()) {
            Truth truth = classes.of(Truth.of(category)).orElseThrow();
            requireSome(truth, parts.training(), "to train on");
            requireSome(truth, parts.validation(), "held out");
        }
    }

    private static void requireSome(Truth truth, List<Example> examples, String purpose) {
        if (examples.stream().noneMatch(example -> example.truth() == truth)) {
            throw new CommandFailure("no image of " + truth + " " + purpose + ": give more images, another"
                    + " --validation-share, or --classes 2 where no kind of pneumonia is told");
        }
    }

    private ModelBundle train(TrainingOrder order, NewBundle bundle) throws InterruptedException {
        Checkpoint checkpoint = bundle.checkpoint();
        terminal.note(
                (Files.exists(checkpoint.file()) ? "Going on from " + checkpoint.file() + ", training" : "Training")
                        + " on " + order.training().size() + " images, with "
                        + order.heldOut().size()
                        + " held out, divided " + order.split());
        try (var report = new TrainingReport(terminal)) {
            return Trainer.standard().train(order, checkpoint, report);
        } catch (ForeignCheckpointException | UncheckedIOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private void print(ModelBundle trained, NewBundle bundle, List<LabelledData.Problem> leftOut, Split.Parts parts) {
        boolean isTested = !parts.test().isEmpty();
        try (var model = Model.load(trained, Engine.ONNX)) {
            Scores onTraining = Evaluation.of(evaluated(model, parts.training()).stream()
                    .map(EvaluatedImage::judged)
                    .toList());
            var results = EvaluatedSet.of(evaluated(model, isTested ? parts.test() : parts.validation()));
            var report = new ScoreReport(results);
            var object = new LinkedHashMap<String, Object>();
            object.put("model", model.version());
            object.put("bundle", bundle.file().toString());
            object.put("sha256", model.sha256());
            object.put("trainedOn", asObject(model.manifest().provenance().trainedOn()));
            object.put("leftOut", leftOut.stream().map(TrainCommand::asObject).toList());
            object.put("scoredOn", isTested ? "test" : "validation");
            object.put("training", asObject(onTraining));
            object.putAll(report.asObject());
            var rows = new ArrayList<>(report.asRows());
            rows.add(ScoreReport.row(
                    "training accuracy", onTraining.forced().accuracy(), "on the images trained on, from one half"));
            rows.add(ScoreReport.row("training logLoss", onTraining.logLoss(), "on the images trained on"));
            output.printer(terminal, ScoreReport.TABLE).printRows(object, rows);
            terminal.note(
                    "Model " + model.version() + " is in " + bundle.file() + "; pictures left out: " + leftOut.size());
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
        return splitOptions.isByImage()
                ? caution + " They were divided by image: children whose other images were trained on are among them,"
                        + " which flatters every score."
                : caution;
    }

    /** What the bundle says of images that were prepared before, run as in service on all cores. */
    private List<EvaluatedImage> evaluated(Model model, List<Example> examples) {
        return examples.parallelStream()
                .map(example -> LabelledReadings.evaluated(
                        example, Optional.of(data.path().resolve(example.id())).filter(Files::isRegularFile), model))
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
