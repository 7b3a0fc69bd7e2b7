package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.xraystream.dataset.LabelledFile;
import org.xraystream.dicom.DicomFile;
import org.xraystream.event.Scan;
import org.xraystream.event.View;
import org.xraystream.modality.Acquisition;
import org.xraystream.modality.DicomScans;
import org.xraystream.modality.LargePayloads;
import org.xraystream.modality.Pseudonyms;
import org.xraystream.modality.RefusedImageException;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.topic.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends image files as scans, as a modality would. */
@Command(
        name = "publish",
        description = {
            "Sends image files to be diagnosed; the same file sent twice is one scan.",
            "DICOM files say themselves what --scan-id, --age-months, --view and --patient say of others; of the patient"
                    + " only a pseudonym and the age go with the pixels."
        })
final class PublishCommand implements Callable<Integer> {
    private static final Table TABLE =
            Table.of(new Table.Column("SCAN", 44), new Table.Column("PATH", 40), new Table.Column("REMARKS", 0));

    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = "--scan-id",
            paramLabel = "UID",
            description = "The scan's SOP Instance UID, for a single file; otherwise derived from the content.")
    private Optional<String> scanId = Optional.empty();

    @Option(names = "--site", description = "The hospital or clinic (default: ${DEFAULT-VALUE}).")
    private String site = "local";

    @Option(names = "--age-months", paramLabel = "MONTHS", description = "The child's age in completed months.")
    private Optional<Integer> ageMonths = Optional.empty();

    @Option(names = "--view", description = "Direction of the beam: ${COMPLETION-CANDIDATES} (default: unknown).")
    private View view = View.UNKNOWN;

    @Option(
            names = "--patient",
            paramLabel = "ID",
            description = "The patient's id, which never leaves this machine; only its pseudonym (HMAC) does. Otherwise"
                    + " taken from the file's name.")
    private Optional<String> patient = Optional.empty();

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, or folders with images in them and below.")
    private List<Path> paths = new ArrayList<>();

    PublishCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A file on its way. */
    private record Sent(Path file, String scanId, CompletableFuture<RecordMetadata> safe) {}

    @Override
    public Integer call() throws InterruptedException, IOException {
        ImageFiles files = ImageFiles.at(paths);
        files.missing().forEach(terminal::error);
        if (files.found().isEmpty()) {
            throw new CommandFailure("there is no image to publish");
        }
        if (scanId.isPresent() && files.found().size() > 1) {
            throw new CommandFailure(
                    "--scan-id names one scan, and there are " + files.found().size() + " files");
        }
        try (OpenCluster open = cluster.open(terminal);
                var payloads = LargePayloads.from(open.settings());
                var publisher = new EventPublisher<>(open.connection(), open.registry(), Topics.SCANS)) {
            int failed = publish(files.found(), payloads, publisher, SitePseudonyms.of(open.settings(), terminal));
            terminal.note(files.found().size() - failed + " scans published");
            return failed == 0 && files.missing().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private int publish(List<Path> files, LargePayloads payloads, EventPublisher<Scan> publisher, Pseudonyms pseudonyms)
            throws IOException {
        ResultPrinter printer = output.printer(terminal, TABLE);
        var underWay = new ArrayDeque<Sent>();
        int failed = 0;
        for (Path file : files) {
            Scan scan;
            try {
                scan = payloads.refer(scan(file, Files.readAllBytes(file), pseudonyms));
            } catch (RefusedImageException e) {
                report(printer, file, e.reason().name(), e.detail());
                failed++;
                continue;
            }
            underWay.add(new Sent(file, scan.getScanId(), publisher.publish(scan.getScanId(), scan)));
            while (!underWay.isEmpty() && underWay.element().safe().isDone()) {
                failed += report(printer, underWay.remove()) ? 0 : 1;
            }
        }
        for (Sent sent : underWay) {
            failed += report(printer, sent) ? 0 : 1;
        }
        return failed;
    }

    /** DICOM says itself what the options say of other images, save for the site. */
    private Scan scan(Path file, byte[] image, Pseudonyms pseudonyms) throws IOException, RefusedImageException {
        if (!DicomFile.begins(image)) {
            return acquisition(file, pseudonyms).scanOf(scanId, image);
        }
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        var scans = new DicomScans(
                pseudonyms, Optional.of(site), ZoneId.systemDefault(), Clock.fixed(modified, ZoneOffset.UTC));
        return scans.scanOf(DicomScans.read(image));
    }

    private Acquisition acquisition(Path file, Pseudonyms pseudonyms) throws IOException {
        String patientId = patient.orElseGet(() -> LabelledFile.parse(file)
                .map(LabelledFile::child)
                .orElseGet(() -> file.getFileName().toString()));
        OptionalInt age = ageMonths.map(OptionalInt::of).orElseGet(OptionalInt::empty);
        return new Acquisition(
                pseudonyms.of(patientId),
                site,
                age,
                view,
                Files.getLastModifiedTime(file).toInstant());
    }

    private boolean report(ResultPrinter printer, Sent sent) {
        try {
            RecordMetadata place = sent.safe().join();
            printer.print(
                    Map.of(
                            "path", sent.file().toString(),
                            "scanId", sent.scanId(),
                            "topic", place.topic(),
                            "partition", place.partition(),
                            "offset", place.offset()),
                    List.of(sent.scanId(), sent.file().toString(), ""));
            return true;
        } catch (CompletionException e) {
            report(printer, sent.file(), "NOT_SENT", String.valueOf(e.getCause()));
            return false;
        }
    }

    private static void report(ResultPrinter printer, Path file, String reason, String detail) {
        printer.print(
                Map.of("path", file.toString(), "refused", reason, "detail", detail),
                List.of("refused", file.toString(), reason + ": " + detail));
    }
}
