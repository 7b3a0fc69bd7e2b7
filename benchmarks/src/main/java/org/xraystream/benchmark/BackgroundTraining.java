package org.xraystream.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.xraystream.dataset.Example;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.AreaAveraging;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.ImageDecoder;
import org.xraystream.image.ImageLimits;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.Category;
import org.xraystream.model.ModelBundle;
import org.xraystream.retraining.Throttle;
import org.xraystream.training.Hyperparameters;
import org.xraystream.training.Trainer;
import org.xraystream.training.TrainingOrder;
import org.xraystream.training.TrainingProgress;

/** A retraining as the trainer does it, held to its usual share of the machine, that goes on until it is closed. */
final class BackgroundTraining implements AutoCloseable {

    /** The trainer's own default, {@code retraining.share}. */
    private static final double SHARE = 0.5;

    private static final int EXAMPLES = 640;
    private static final List<Category> CATEGORIES = List.of(Category.values());
    private static final int NEVER_ENDING = 10_000;

    private final Thread thread;
    private final AtomicInteger steps;

    private BackgroundTraining(Thread thread, AtomicInteger steps) {
        this.thread = thread;
        this.steps = steps;
    }

    /** Starts it; returns once it learns. What it learns is of no use: the labels are invented. */
    static BackgroundTraining start(Workbench workbench)
            throws InterruptedException, IOException, UnacceptableImageException {
        List<Example> examples = examples(workbench);
        var order = new TrainingOrder(
                "bench",
                Optional.of(ModelBundle.shipped()),
                examples.subList(EXAMPLES / 5, EXAMPLES),
                examples.subList(0, EXAMPLES / 5),
                "invented labels",
                Hyperparameters.WARM_START.withEpochs(NEVER_ENDING),
                1);
        var steps = new AtomicInteger();
        var throttle = new Throttle(SHARE);
        var progress = new TrainingProgress() {
            @Override
            public void epochDone(Epoch epoch) {}

            @Override
            public void stepDone(int done, int all) {
                steps.set(done);
                throttle.stepDone();
            }
        };
        var thread = new Thread(
                () -> {
                    try {
                        var unused = Trainer.standard().train(order, progress);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "background-training");
        thread.start();
        while (steps.get() == 0 && thread.isAlive()) {
            Thread.sleep(20);
        }
        return new BackgroundTraining(thread, steps);
    }

    /** @throws IllegalStateException if there was no training beside what was measured */
    void requireUnderWay() {
        if (!thread.isAlive()) {
            throw new IllegalStateException("the training ended after " + steps + " steps");
        }
    }

    static List<Example> examples(Workbench workbench) throws IOException, UnacceptableImageException {
        ImageDecoder decoder = DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS);
        int side = ModelBundle.shipped().preprocessing().side();
        var prepared = new ArrayList<PreparedImage>();
        for (var image : workbench.images()) {
            prepared.add(AreaAveraging.resize(decoder.decode(image), side, side));
        }
        var examples = new ArrayList<Example>();
        for (int i = 0; i < EXAMPLES; i++) {
            Category invented = CATEGORIES.get(i % CATEGORIES.size());
            examples.add(new Example("bench-" + i, "child-" + i, invented, prepared.get(i % prepared.size())));
        }
        return examples;
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
