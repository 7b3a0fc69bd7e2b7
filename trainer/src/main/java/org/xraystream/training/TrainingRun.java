package org.xraystream.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Fingerprint;
import org.xraystream.image.Preprocessing;
import org.xraystream.model.Category;
import org.xraystream.training.TrainingProgress.Epoch;

/**
 * Fits a network to examples: balanced draws, strong augmentation, smoothed labels, Adam with a cosine, averaged
 * weights. At the end the network holds the average.
 *
 * <p>Every random choice depends on seed, epoch and place alone, so that the same run gives the same weights, also when
 * it was cut off and went on from a {@link Checkpoint}. For one thread; interrupting it ends the run within a step.
 */
final class TrainingRun implements AutoCloseable {

    private final ComputationGraph network;
    private final Preprocessing preprocessing;
    private final Hyperparameters hyperparameters;
    private final long seed;
    private final int patience;
    private final BalancedDraw draw;
    private final WeightAverage average;
    private final LearningCurve curve;
    /** Tells this run from every other that a checkpoint could be of. */
    private final String name;

    private final List<Epoch> history = new ArrayList<>();

    /**
     * @param network changed in place
     * @param order what to fit, and how
     * @throws IllegalArgumentException if the examples do not fill one batch
     */
    TrainingRun(ComputationGraph network, Preprocessing preprocessing, TrainingOrder order) {
        List<Example> examples = order.training();
        Hyperparameters hyperparameters = order.hyperparameters();
        long seed = order.seed();
        if (examples.size() < hyperparameters.batchSize()) {
            throw new IllegalArgumentException(
                    "examples: " + examples.size() + " given, one batch of " + hyperparameters.batchSize() + " needed");
        }
        // Adam's moments begin at nothing, so its correction for that must too, also where the weights do not.
        network.getConfiguration().setIterationCount(0);
        network.getConfiguration().setEpochCount(0);
        // Else Deeplearning4j computes every convolution a second time on its way back, a tenth of the whole work.
        network.setCacheMode(CacheMode.DEVICE);
        network.getConfiguration().setCacheMode(CacheMode.DEVICE);
        this.network = network;
        this.preprocessing = preprocessing;
        this.hyperparameters = hyperparameters;
        this.seed = seed;
        this.patience = order.patience();
        this.draw = new BalancedDraw(examples, Seeds.of(seed, 0));
        this.name = hyperparameters + ", seed " + seed + ", " + Fingerprint.of(examples);
        double stepsPerEpoch = (double) examples.size() / hyperparameters.batchSize();
        this.curve = new LearningCurve(preprocessing, examples, order.heldOut(), Seeds.of(seed, 2));
        this.average = new WeightAverage(network.params(), hyperparameters.averagedEpochs() * stepsPerEpoch);
    }

    /**
     * Trains to the end.
     *
     * @param checkpoint goes on from it if it is there, and is written after each epoch
     * @return every epoch since the beginning
     */
    List<Epoch> run(Optional<Checkpoint> checkpoint, TrainingProgress progress) throws InterruptedException {
        checkpoint.flatMap(file -> file.restore(name, network, average)).ifPresent(history::addAll);
        while (history.size() < hyperparameters.epochs() && !isExhausted()) {
            Epoch epoch = trainEpoch(history.size(), progress);
            history.add(epoch);
            checkpoint.ifPresent(file -> file.save(name, network, average, history));
            progress.epochDone(epoch);
        }
        network.params().assign(average.weights());
        network.getConfiguration().setCacheMode(CacheMode.NONE);
        network.setCacheMode(CacheMode.NONE);
        return List.copyOf(history);
    }

    /** Whether the last epochs were no better on held-out examples than one before them. */
    private boolean isExhausted() {
        int before = history.size() - patience;
        return patience > 0
                && before > 0
                && leastLoss(history.subList(before, history.size())) >= leastLoss(history.subList(0, before));
    }

    private static double leastLoss(List<Epoch> epochs) {
        return epochs.stream()
                .mapToDouble(epoch -> epoch.heldOut().loss())
                .min()
                .orElseThrow();
    }

    @Override
    public void close() {
        average.close();
    }

    private Epoch trainEpoch(int epoch, TrainingProgress progress) throws InterruptedException {
        long start = System.nanoTime();
        double loss = 0;
        network.setLearningRate(hyperparameters.learningRate(epoch));
        long augmentationSeed = Seeds.of(seed, 1, epoch);
        try (EpochBatches batches =
                new EpochBatches(draw.epoch(epoch), preprocessing, hyperparameters, augmentationSeed)) {
            int count = batches.count();
            for (int step = 0; step < count; step++) {
                loss += step(batches.take()) / count;
                progress.stepDone(epoch * count + step + 1, hyperparameters.epochs() * count);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double imagesPerSecond = count * hyperparameters.batchSize() / seconds;
            LearningCurve.Point point = withAverage(curve::measure);
            return new Epoch(
                    epoch + 1, hyperparameters.epochs(), loss, point.training(), point.heldOut(), imagesPerSecond);
        }
    }

    /** Looks at the network as it would be if training ended here. */
    private <T> T withAverage(Function<ComputationGraph, T> look) {
        try (INDArray weights = network.params().dup()) {
            network.params().assign(average.weights());
            T seen = look.apply(network);
            network.params().assign(weights);
            return seen;
        }
    }

    /** Learns from one batch and gives its loss, without the penalty on the weights. */
    private double step(Batch batch) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("training was interrupted");
        }
        long[] shape = {batch.size(), 1, batch.side(), batch.side()};
        try (INDArray pixels = Nd4j.create(batch.pixels(), shape, 'c');
                INDArray labels =
                        Nd4j.create(batch.labels(), new long[] {batch.size(), Category.values().length}, 'c')) {
            double penalty = network.calcRegularizationScore(true);
            network.fit(new INDArray[] {pixels}, new INDArray[] {labels});
            average.add(network.params());
            return network.score() - penalty;
        }
    }
}
