package org.xraystream.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.KaggleFolder;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.model.BundleManifest;
import org.xraystream.model.Category;
import org.xraystream.model.DataFingerprint;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.network.PneumoniaNetwork;
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
            "Trains a model from random weights on labelled radiographs, writes its bundle and prints its scores on the"
                    + " children held out from training.",
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
    private final LabelledFolderOption data = new LabelledFolderOption();

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

    @Option(
            names = "--validation-share",
            paramLabel = "X",
            description = "Share of the children held out for calibration, thresholds and scores, between 0 and 1"
                    + " (default: ${DEFAULT-VALUE}).")
    private double validationShare = 0.15;

    @Option(
            names = "--model-version",
            paramLabel = "V",
            description = "What diagnoses will call the model (default: the time in UTC, as in 20260131-120000).")
    private Optional<String> version = Optional.empty();

    @Option(names = "--resume", description = "Go on from BUNDLE.checkpoint; where there is none, begin.")
    private boolean resume;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Plan plan = plan();
        var bundle = new NewBundle(out);
        bundle.requireFree(resume);
        KaggleFolder.Contents contents = read(data.folder());
        contents.problems().forEach(problem -> terminal.error(problem.file() + " is left out: " + problem.detail()));
        ChildSplit.Parts parts = plan.split().split(contents.examples());
        requireEnough(parts, plan.hyperparameters().batchSize());
        ModelBundle trained = train(plan.order(parts), bundle);
        bundle.write(trained);
        print(trained, bundle, contents.problems(), parts.validation());
        return ExitCode.OK;
    }

    /** What the options ask for, each found allowed before anything is read. */
    private record Plan(String version, ChildSplit split, Hyperparameters hyperparameters, long seed) {
        TrainingOrder order(ChildSplit.Parts parts) {
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
            return new Plan(
                    name, new ChildSplit(validationShare, seed), Hyperparameters.STANDARD.withEpochs(epochs), seed);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private KaggleFolder.Contents read(Path folder) {
        try {
            KaggleFolder pictures = KaggleFolder.list(folder);
            terminal.note("Reading " + pictures.size() + " pictures");
            try (var progress = Progress.of(terminal, "reading", pictures.size())) {
                return pictures.read(PneumoniaNetwork.STANDARD.side(), (done, of) -> progress.step());
            }
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Fails before the training for what would make it fail at its end, or make a model that lacks a category. */
    private static void requireEnough(ChildSplit.Parts parts, int atLeast) {
        if (parts.training().size() < atLeast) {
            throw new CommandFailure(parts.training().size() + " images to train on, at least " + atLeast + " needed");
        }
        for (Category category : Category.values()) {
            requireSome(category, parts.training(), "to train on");
            requireSome(category, parts.validation(), "held out");
        }
    }

    private static void requireSome(Category category, List<Example> examples, String purpose) {
        if (examples.stream().noneMatch(example -> example.category() == category)) {
            throw new CommandFailure("no image of " + category + " " + purpose + ": give more images, or another"
                    + " --validation-share");
        }
    }

    private ModelBundle train(TrainingOrder order, NewBundle bundle) throws InterruptedException {
        Checkpoint checkpoint = bundle.checkpoint();
        terminal.note(
                (Files.exists(checkpoint.file()) ? "Going on from " + checkpoint.file() + ", training" : "Training")
                        + " on " + order.training().size() + " images, with "
                        + order.heldOut().size()
                        + " of other children held out");
        try (var report = new TrainingReport(terminal)) {
            return Trainer.standard().train(order, checkpoint, report);
        } catch (ForeignCheckpointException | UncheckedIOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private void print(
            ModelBundle trained, NewBundle bundle, List<KaggleFolder.Problem> leftOut, List<Example> heldOut) {
        BundleManifest manifest = trained.manifest();
        var report = new ScoreReport(judged(trained, heldOut));
        var object = new LinkedHashMap<String, Object>();
        object.put("model", manifest.version());
        object.put("bundle", bundle.file().toString());
        object.put("sha256", trained.sha256());
        object.put("trainedOn", asObject(manifest.provenance().trainedOn()));
        object.put("leftOut", leftOut.stream().map(TrainCommand::asObject).toList());
        object.putAll(report.asObject());
        output.printer(terminal, ScoreReport.TABLE).printRows(object, report.asRows());
        terminal.note(
                "Model " + manifest.version() + " is in " + bundle.file() + "; pictures left out: " + leftOut.size());
        terminal.note("The thresholds were chosen on the same held-out images, which flatters the decided scores.");
    }

    /** What the bundle says of the held-out images, run as in service. */
    private static List<JudgedExample> judged(ModelBundle bundle, List<Example> examples) {
        try (var model = Model.load(bundle, Engine.ONNX)) {
            return examples.stream()
                    .map(example -> JudgedExample.by(model, example))
                    .toList();
        } catch (InvalidBundleException e) {
            throw new IllegalStateException("a bundle that was accepted when it was made does not load", e);
        }
    }

    private static Map<String, ?> asObject(DataFingerprint data) {
        var object = new LinkedHashMap<String, Object>();
        object.put("images", data.examples());
        object.put("children", data.children());
        return object;
    }

    private static Map<String, ?> asObject(KaggleFolder.Problem problem) {
        var object = new LinkedHashMap<String, Object>();
        object.put("path", problem.file());
        object.put("detail", problem.detail());
        return object;
    }
}
