package org.xraystream.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xraystream.dataset.Classes;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.GivenSplit;
import org.xraystream.dataset.LabelledData;
import org.xraystream.dataset.MedMnistFile;
import org.xraystream.dataset.Split;
import org.xraystream.dataset.Truth;
import org.xraystream.model.BundleManifest;
import org.xraystream.model.Category;
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

    @Option(
            names = "--home-share",
            paramLabel = "SHARE",
            description =
                    "Share of the views in training that the same device might give, 0 to 1; the rest are changed as"
                            + " another hospital's might be. 1: for a model that only reads where it learnt, and to compare with"
                            + " studies that test there (default: ${DEFAULT-VALUE}).")
    private double homeShare = Hyperparameters.STANDARD.homeShare();

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
        new TrainingResult(terminal, output, reportOption, data.path(), splitOptions.isByImage())
                .print(trained, bundle.file(), contents.problems(), parts);
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
            Hyperparameters hyperparameters =
                    Hyperparameters.STANDARD.withEpochs(epochs).withHomeShare(homeShare);
            return new Plan(name, splitOptions.split(seed), hyperparameters, seed);
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
}
