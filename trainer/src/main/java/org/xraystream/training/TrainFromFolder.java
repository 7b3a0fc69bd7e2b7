package org.xraystream.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.KaggleFolder;
import org.xraystream.model.ModelBundle;
import org.xraystream.network.PneumoniaNetwork;

/**
 * Trains a model from random weights on a folder of labelled images, the way the shipped one was trained.
 *
 * <p>A run that was cut off goes on where it stood when it is started again for the same bundle.
 */
public final class TrainFromFolder {

    /** Children held out for calibration, thresholds and scores. */
    private static final double HELD_OUT = 0.15;

    private static final Logger LOG = LoggerFactory.getLogger(TrainFromFolder.class);

    private TrainFromFolder() {}

    /**
     * Reads, trains and writes the bundle.
     *
     * @param data a folder in the layout of {@link KaggleFolder}
     * @param version of the model to come
     * @param seed of the split and of every random choice in training
     * @param bundle the file to write; a checkpoint stands beside it while the training runs
     * @throws IOException if the folder cannot be read or the bundle not be written
     * @throws IllegalArgumentException if the folder holds too few images
     */
    public static ModelBundle run(
            Path data, String version, long seed, int epochs, Path bundle, TrainingProgress progress)
            throws IOException, InterruptedException {
        ChildSplit split = new ChildSplit(HELD_OUT, seed);
        ChildSplit.Parts parts = split.split(read(data));
        Hyperparameters hyperparameters = Hyperparameters.STANDARD.withEpochs(epochs);
        TrainingOrder order = new TrainingOrder(
                version,
                Optional.empty(),
                parts.training(),
                parts.validation(),
                split.description(),
                hyperparameters,
                seed);
        Checkpoint checkpoint = new Checkpoint(bundle.resolveSibling(bundle.getFileName() + ".checkpoint"));
        ModelBundle trained = Trainer.standard().train(order, checkpoint, progress);
        Files.write(bundle, trained.bytes());
        Files.deleteIfExists(checkpoint.file());
        return trained;
    }

    private static List<Example> read(Path data) throws IOException {
        KaggleFolder.Contents contents =
                KaggleFolder.list(data).read(PneumoniaNetwork.STANDARD.side(), (done, of) -> {});
        contents.problems()
                .forEach(problem -> LOG.atWarn()
                        .addKeyValue("file", problem.file())
                        .addKeyValue("detail", problem.detail())
                        .log("Left out a file"));
        LOG.atInfo().addKeyValue("examples", contents.examples().size()).log("Read the labelled images");
        return contents.examples();
    }
}
