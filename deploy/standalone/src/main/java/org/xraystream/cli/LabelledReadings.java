package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xraystream.cli.LabelledImages.LabelledImage;
import org.xraystream.dataset.Classes;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.LabelledData;
import org.xraystream.engine.Model;
import org.xraystream.evaluation.EvaluatedImage;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.reading.Reading.Classified;
import org.xraystream.reading.ScanReader;

/**
 * What came of reading labelled images, in their order.
 *
 * @param examples the classified ones as the network saw them, named by their whole paths
 * @param images the same with what the model said, named by their paths below the data's root
 * @param rejected those that the input gate refused
 */
record LabelledReadings(List<Example> examples, List<EvaluatedImage> images, List<FileReading> rejected) {

    private LabelledReadings() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    private record ReadImage(LabelledImage image, FileReading reading) {}

    /** Reads files below a folder exactly as in service, on all cores. */
    static LabelledReadings ofFiles(Terminal terminal, Path root, List<LabelledImage> files, Model model)
            throws InterruptedException {
        var readings = new LabelledReadings();
        var reader = ScanReader.ofPaediatricChests();
        try (var progress = Progress.of(terminal, "reading", files.size())) {
            OrderedWork.run(files, image -> new ReadImage(image, FileReading.of(image.file(), reader, model)), read -> {
                readings.add(root, read.image(), read.reading());
                progress.step();
            });
        }
        return readings;
    }

    private void add(Path root, LabelledImage image, FileReading reading) {
        if (reading.reading() instanceof Classified read) {
            var judged = new JudgedExample(
                    image.label().child(), image.label().truth(), read.probabilities(), read.finding());
            examples.add(new Example(
                    slashes(image.file().toAbsolutePath().normalize()),
                    judged.child(),
                    judged.truth(),
                    read.prepared()));
            images.add(new EvaluatedImage(
                    slashes(root.relativize(image.file())), OriginalSize.of(image.file()), read.prepared(), judged));
        } else {
            rejected.add(reading);
        }
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }

    /** Judges the test part of an archive; its images are prepared already, and too small for the input gate. */
    static LabelledReadings ofArchive(Path file, Model model) {
        var readings = new LabelledReadings();
        try {
            int side = model.preprocessing().side();
            LabelledData.at(file).read(side, (done, of) -> {}).as(Classes.TWO).examples().stream()
                    .filter(example -> example.id().startsWith("test/"))
                    .forEach(example -> {
                        readings.examples.add(example);
                        readings.images.add(evaluated(example, Optional.empty(), model));
                    });
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read: " + e.getMessage(), e);
        }
        return readings;
    }

    /** Judges an example that was prepared before. */
    static EvaluatedImage evaluated(Example example, Optional<Path> file, Model model) {
        return new EvaluatedImage(
                example.id(), file.flatMap(OriginalSize::of), example.image(), JudgedExample.by(model, example));
    }
}
