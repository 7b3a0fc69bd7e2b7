package org.xraystream.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.reading.ScanReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Classifies files without any Kafka: the same reading as in service, on all cores. */
@Command(
        name = "classify",
        description = {
            "Classifies image files, without Kafka.",
            "A file that the input gate rejects is a result like any other; a path that does not exist is a failure."
        })
final class ClassifyCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ScanReader reader = ScanReader.ofPaediatricChests();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final ModelOption model = new ModelOption();

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, or folders with images in them and below.")
    private List<Path> paths = new ArrayList<>();

    ClassifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidBundleException, InterruptedException {
        ImageFiles files = ImageFiles.at(paths);
        files.missing().forEach(terminal::error);
        if (files.found().isEmpty()) {
            throw new CommandFailure("there is no image to classify");
        }
        try (var loaded = Model.load(model.read(), Engine.ONNX)) {
            classify(files.found(), loaded);
        }
        return files.missing().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void classify(List<Path> files, Model model) throws InterruptedException {
        ResultPrinter printer = output.printer(terminal, FileReading.TABLE);
        long start = System.nanoTime();
        var rejected = new ArrayList<Path>();
        try (var progress = Progress.of(terminal, "classifying", files.size())) {
            OrderedWork.run(files, file -> FileReading.of(file, reader, model), reading -> {
                printer.print(reading.asObject(), reading.asCells());
                progress.step();
                if (reading.isRejected()) {
                    rejected.add(Path.of(reading.path()));
                }
            });
        }
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        terminal.note(String.format(
                Locale.ROOT,
                "%d files in %.1f s (%.0f a second), %d rejected, model %s",
                files.size(),
                seconds,
                files.size() / seconds,
                rejected.size(),
                model.version()));
    }
}
