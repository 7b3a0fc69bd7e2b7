package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.xraystream.engine.Judge;
import org.xraystream.report.Report;
import org.xraystream.report.ReportFolder;
import picocli.CommandLine.Option;

/** Where a command writes what it found for people to read. */
final class ReportOption {
    @Option(
            names = "--report",
            paramLabel = "DIR",
            description =
                    "Also write report.html, a page for physicians that opens without a network, and its charts as"
                            + " PNG into this folder. It shows radiographs: keep it as you keep them.")
    private Optional<Path> folder = Optional.empty();

    /** Fails, before anything is read, where nothing can be written. */
    void requireWritable() {
        folder.ifPresent(ReportOption::requireWritable);
    }

    /** Makes the folder of a report where it is missing; fails where nothing can be written into it. */
    static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
        if (!Files.isWritable(folder)) {
            throw new CommandFailure("the report cannot be written to " + folder + ": it is read-only");
        }
    }

    static CommandFailure unwritable(Path folder, IOException cause) {
        return new CommandFailure("the report cannot be written to " + folder + ": " + cause, cause);
    }

    /** Writes the report if one is wanted, and says where. */
    void write(Terminal terminal, Report report, Judge judge) {
        if (folder.isEmpty()) {
            return;
        }
        try {
            Path page = new ReportFolder(folder.get()).write(report, judge);
            terminal.note("The report is " + page.toAbsolutePath());
        } catch (IOException e) {
            throw unwritable(folder.get(), e);
        }
    }
}
