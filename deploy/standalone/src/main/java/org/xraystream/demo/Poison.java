package org.xraystream.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Truth;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.AreaAveraging;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.ImageDecoder;
import org.xraystream.image.ImageLimits;
import org.xraystream.model.Category;
import org.xraystream.model.ModelBundle;
import org.xraystream.training.Hyperparameters;
import org.xraystream.training.Trainer;
import org.xraystream.training.TrainingOrder;
import org.xraystream.training.TrainingProgress;

/** Makes a model that loads, runs and gives its golden outputs, and is bad: it learned from labels turned round. */
final class Poison {

    private static final String VERSION = "brought-by-hand";
    private static final int EPOCHS = 6;
    private static final int HELD_OUT = 60;
    private static final long SEED = 1;

    private Poison() {}

    static ModelBundle brew(List<DemoImage> images) throws InterruptedException {
        ModelBundle start = ModelBundle.shipped();
        List<Example> examples = turnedRound(images, start.preprocessing().side());
        return Trainer.standard()
                .train(
                        new TrainingOrder(
                                VERSION,
                                Optional.of(start),
                                examples.subList(HELD_OUT, examples.size()),
                                examples.subList(0, HELD_OUT),
                                "none: labels turned round, for a demonstration",
                                Hyperparameters.STANDARD.withEpochs(EPOCHS).forExamples(examples.size() - HELD_OUT),
                                SEED),
                        TrainingProgress.SILENT);
    }

    private static List<Example> turnedRound(List<DemoImage> images, int side) {
        ImageDecoder decoder = DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS);
        List<Example> examples = new ArrayList<>();
        for (DemoImage image : images) {
            try {
                examples.add(new Example(
                        image.name(),
                        image.child(),
                        opposite(image.truth().orElseThrow()),
                        AreaAveraging.resize(decoder.decode(image.image()), side, side)));
            } catch (UnacceptableImageException e) {
                throw new IllegalStateException("an image that was read before cannot be read: " + image.name(), e);
            }
        }
        return examples;
    }

    private static Truth opposite(Category truth) {
        return truth == Category.NORMAL ? Truth.BACTERIAL_PNEUMONIA : Truth.NORMAL;
    }
}
