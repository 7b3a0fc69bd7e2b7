package org.xraystream.training;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.image.Preprocessing;
import org.xraystream.model.ModelBundle;
import org.xraystream.network.NetworkFile;
import org.xraystream.network.OneDnn;
import org.xraystream.network.PneumoniaNetwork;
import org.xraystream.training.TrainingProgress.Epoch;

/**
 * Trains models: from labelled examples to a bundle that may be released. Keeps no state; each call trains on the thread
 * that makes it, for minutes, with as many native threads as {@code OMP_NUM_THREADS} allows.
 */
public final class Trainer {

    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private final PneumoniaNetwork design;
    private final Clock clock;

    /**
     * A trainer.
     *
     * @param design of networks that start from random weights
     * @param clock says when training ended
     */
    public Trainer(PneumoniaNetwork design, Clock clock) {
        this.design = design;
        this.clock = clock;
    }

    /** A trainer of the network in service. */
    public static Trainer standard() {
        return new Trainer(PneumoniaNetwork.STANDARD, Clock.systemUTC());
    }

    /**
     * Trains.
     *
     * @throws InterruptedException if the thread is interrupted; nothing is left behind
     * @throws IllegalArgumentException if the examples are too few, or not of the network's size
     */
    public ModelBundle train(TrainingOrder order, TrainingProgress progress) throws InterruptedException {
        return train(order, Optional.empty(), progress);
    }

    /**
     * Trains, and goes on from the checkpoint if an earlier call for the same order was cut off.
     *
     * @throws ForeignCheckpointException if the checkpoint belongs to another order
     * @throws java.io.UncheckedIOException if the checkpoint cannot be read or written
     */
    public ModelBundle train(TrainingOrder order, Checkpoint checkpoint, TrainingProgress progress)
            throws InterruptedException {
        return train(order, Optional.of(checkpoint), progress);
    }

    /** Says in the log whether training on from this model runs on oneDNN, before anybody waits for it. */
    public void reportPath(ModelBundle start) {
        ComputationGraph network = read(start);
        try {
            OneDnn.report(network);
        } finally {
            network.close();
        }
    }

    private ModelBundle train(TrainingOrder order, Optional<Checkpoint> checkpoint, TrainingProgress progress)
            throws InterruptedException {
        Preprocessing preprocessing =
                order.start().map(ModelBundle::preprocessing).orElse(Preprocessing.standardised(design.side()));
        ComputationGraph network = network(order);
        try (TrainingRun run = new TrainingRun(network, preprocessing, order)) {
            OneDnn.report(network);
            List<Epoch> history = run.run(checkpoint, progress);
            ModelBundle bundle = new BundleBuilder(order, preprocessing, clock.instant()).build(network, history);
            LOG.atInfo()
                    .addKeyValue("modelVersion", order.version())
                    .addKeyValue("scores", bundle.manifest().provenance().scores())
                    .log("Trained a model");
            return bundle;
        } finally {
            network.close();
        }
    }

    private ComputationGraph network(TrainingOrder order) {
        Hyperparameters hyperparameters = order.hyperparameters();
        if (order.start().isEmpty()) {
            return design.build(order.seed(), hyperparameters.learningRate(), hyperparameters.weightDecay());
        }
        return read(order.start().get());
    }

    private static ComputationGraph read(ModelBundle start) {
        try {
            return NetworkFile.read(start.network());
        } catch (IOException e) {
            throw new IllegalArgumentException("start: a bundle with a network that cannot be read", e);
        }
    }
}
