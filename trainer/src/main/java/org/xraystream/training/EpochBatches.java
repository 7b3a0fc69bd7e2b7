package org.xraystream.training;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xraystream.dataset.Example;
import org.xraystream.image.Preprocessing;

/**
 * The batches of one epoch in their order, each prepared by a thread of its own while the network learns from the one
 * before. Which batch holds what depends on the seed alone.
 */
final class EpochBatches implements AutoCloseable {

    private final List<Example> examples;
    private final Preprocessing preprocessing;
    private final Hyperparameters hyperparameters;
    private final long seed;
    private final ExecutorService preparing = Executors.newSingleThreadExecutor(EpochBatches::daemon);
    private int next;
    private Future<Batch> prepared;

    /** @param examples in the order of the epoch; what does not fill a batch at the end is left out */
    EpochBatches(List<Example> examples, Preprocessing preprocessing, Hyperparameters hyperparameters, long seed) {
        this.examples = examples;
        this.preprocessing = preprocessing;
        this.hyperparameters = hyperparameters;
        this.seed = seed;
        this.prepared = prepare(0);
    }

    int count() {
        return examples.size() / hyperparameters.batchSize();
    }

    /** The next batch; call it {@link #count} times. */
    Batch take() throws InterruptedException {
        try {
            Batch batch = prepared.get();
            next++;
            if (next < count()) {
                prepared = prepare(next);
            }
            return batch;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a batch could not be prepared", e.getCause());
        }
    }

    @Override
    public void close() {
        preparing.shutdownNow();
    }

    private Future<Batch> prepare(int index) {
        int size = hyperparameters.batchSize();
        List<Example> slice = examples.subList(index * size, (index + 1) * size);
        return preparing.submit(() -> Batch.of(slice, preprocessing, hyperparameters, Seeds.of(seed, index)));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "augmentation");
        thread.setDaemon(true);
        return thread;
    }
}
