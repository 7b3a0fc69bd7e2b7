package org.xraystream.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.hl7.fhir.r4.model.Bundle;
import org.jspecify.annotations.Nullable;
import org.xraystream.ehr.fhir.Fhir;
import org.xraystream.ehr.fhir.ReportBundle;
import org.xraystream.ehr.history.ScanHistory;
import org.xraystream.topic.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what record systems are told of a scan. */
@Command(
        name = "fhir",
        description = {
            "Prints the report on a scan as record systems are told it, a FHIR R4 transaction bundle, made here and now from"
                    + " all that was said of the scan; no gateway needs to run.",
            "The patient is the pseudonym: the gateway puts the identifier in its place when it delivers."
        })
final class FhirCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Parameters(index = "0", paramLabel = "SCAN_ID", description = "The scan, as `publish` and `diagnoses` print it.")
    private String scanId = "";

    @Option(names = "--json", description = "On one line, for programs.")
    private boolean json;

    private @Nullable ScanHistory history;

    FhirCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (OpenCluster open = cluster.open(terminal);
                var reader = new EventReader(open)) {
            reader.on(Topics.DIAGNOSES, diagnosis -> add(ScanHistory.of(diagnosis)))
                    .on(Topics.REJECTIONS, rejection -> add(ScanHistory.of(rejection)))
                    .on(Topics.LABELS, label -> add(ScanHistory.of(label)))
                    .readToEnd();
        }
        Bundle bundle = Optional.ofNullable(history)
                .flatMap(ReportBundle::of)
                .orElseThrow(() -> new CommandFailure("there is nothing to report on scan " + scanId
                        + ": no diagnosis, or a rejection without a patient"));
        terminal.out().println(json ? Fhir.json(bundle) : Fhir.prettyJson(bundle));
        return ExitCode.OK;
    }

    private void add(ScanHistory said) {
        if (said.scanId().equals(scanId)) {
            history = history == null ? said : history.and(said);
        }
    }
}
