package org.xraystream.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.xraystream.cli.LabelledImages.LabelledImage;
import org.xraystream.dataset.Example;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.Provenance;
import org.xraystream.reading.Reading.Classified;
import org.xraystream.reading.Reading.Rejected;
import org.xraystream.reading.ScanReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Scores a model on labelled images, read exactly as in service, on all cores. */
@Command(
        name = "evaluate",
        description = {
            "Scores a model on labelled radiographs, read exactly as in service, with 95% intervals over children.",
            "Images that the input gate rejects are counted and listed, but not scored. Those that the model leaves to"
                    + " a person are counted, and left out of the decided scores only.",
            "Scores on images that the model was trained on mean nothing. Where its bundle tells that these are such,"
                    + " so does this command."
        })
final class EvaluateCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ScanReader reader = ScanReader.ofPaediatricChests();

    @Mixin
    private final LabelledFolderOption data = new LabelledFolderOption();

    @Mixin
    private final ModelOption model = new ModelOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidBundleException, InterruptedException {
        LabelledImages images = LabelledImages.in(data.folder());
        images.missing().forEach(terminal::error);
        images.unlabelled()
                .forEach(file -> terminal.error(file + ": neither folder nor name tells the category; passed over"));
        if (images.found().isEmpty()) {
            throw new CommandFailure("there is no labelled image below " + data.folder());
        }
        try (var loaded = Model.load(model.read(), Engine.ONNX)) {
            print(images, read(images.found(), loaded), loaded);
        }
        return images.missing().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /**
     * What came of all images, in their order.
     *
     * @param examples the classified ones as the network saw them, named by their whole paths
     */
    private record Readings(List<Example> examples, List<JudgedExample> judged, List<FileReading> rejected) {
        Readings() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void add(LabelledImage image, FileReading reading) {
            if (reading.reading() instanceof Classified read) {
                String child = image.label().child();
                String path =
                        image.file().toAbsolutePath().normalize().toString().replace('\\', '/');
                examples.add(new Example(path, child, image.label().category(), read.prepared()));
                judged.add(new JudgedExample(child, image.label().category(), read.probabilities(), read.finding()));
            } else {
                rejected.add(reading);
            }
        }
    }

    private record ReadImage(LabelledImage image, FileReading reading) {}

    private Readings read(List<LabelledImage> images, Model model) throws InterruptedException {
        var readings = new Readings();
        try (var progress = Progress.of(terminal, "reading", images.size())) {
            OrderedWork.run(
                    images, image -> new ReadImage(image, FileReading.of(image.file(), reader, model)), read -> {
                        readings.add(read.image(), read.reading());
                        progress.step();
                    });
        }
        readings.rejected().forEach(reading -> terminal.note("rejected " + reading.path() + ": " + reasonOf(reading)));
        if (readings.judged().isEmpty()) {
            throw new CommandFailure("nothing to score: every image was rejected, all " + images.size());
        }
        return readings;
    }

    private void print(LabelledImages images, Readings readings, Model model) {
        var report = new ScoreReport(readings.judged());
        Provenance provenance = model.manifest().provenance();
        SeenInTraining seen = SeenInTraining.of(provenance, readings.examples());
        int rejected = readings.rejected().size();

        var object = new LinkedHashMap<String, Object>();
        object.put("model", model.version());
        object.put("sha256", model.sha256());
        object.put("seenInTraining", seen.name());
        object.put(
                "unlabelled", images.unlabelled().stream().map(Path::toString).toList());
        object.put(
                "rejected",
                readings.rejected().stream().map(FileReading::asObject).toList());
        object.putAll(report.asObject());

        var rows = new ArrayList<List<String>>();
        rows.add(ScoreReport.count("rejected", rejected, "by the input gate, not scored"));
        rows.addAll(report.asRows());
        output.printer(terminal, ScoreReport.TABLE).printRows(object, rows);
        terminal.note(String.format(
                "%d images: %d rejected, %d left undecided, %d decided by model %s",
                images.found().size(),
                rejected,
                report.undecided(),
                report.images() - report.undecided(),
                model.version()));
        terminal.note(seen.caution(provenance.trainedOn()));
    }

    private static String reasonOf(FileReading reading) {
        var rejected = (Rejected) reading.reading();
        return rejected.reason() + ": " + rejected.detail();
    }
}
