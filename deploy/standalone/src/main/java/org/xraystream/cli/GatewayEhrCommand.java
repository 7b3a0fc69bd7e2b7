package org.xraystream.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.xraystream.ehr.EhrGateway;
import org.xraystream.service.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the gateway to record systems until it is told to stop. */
@Command(
        name = "ehr",
        description = {
            "Reports every diagnosis, and what readers make of it, to a FHIR server, an HL7 v2 receiver, or both.",
            "Everything else it can be told is a setting: see docs/settings.md, below fhir., hl7. and patients."
        })
final class GatewayEhrCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Home home;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--fhir", paramLabel = "URL", description = "Base address of a FHIR R4 server (fhir.url).")
    private Optional<String> fhir = Optional.empty();

    @Option(names = "--hl7", paramLabel = "HOST:PORT", description = "HL7 v2.5 receiver over MLLP (hl7.address).")
    private Optional<String> hl7 = Optional.empty();

    @Option(
            names = "--patients",
            paramLabel = "FILE",
            description = "Lines PSEUDONYM,IDENTIFIER (patients.file); without it patients go by their pseudonyms.")
    private Optional<Path> patients = Optional.empty();

    @Option(
            names = "--patient-system",
            paramLabel = "URI",
            description = "What those identifiers are unique in (patients.system), such as urn:oid:1.2.3.")
    private Optional<String> patientSystem = Optional.empty();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where state is kept (default: ~/.xraystream/data).")
    private Optional<Path> dataDirectory = Optional.empty();

    @Option(names = "--http-port", paramLabel = "PORT", description = "Health and metrics. Default: ${DEFAULT-VALUE}.")
    private int httpPort = EhrGateway.DEFAULT_PORT;

    GatewayEhrCommand(Terminal terminal) {
        this.terminal = terminal;
        this.home = Home.in(terminal.environment());
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = settings();
        Path data = dataDirectory.orElseGet(home::dataDirectory).toAbsolutePath();
        FileLogging.to(data.resolve("ehr-gateway.log"));
        var stopped = new CountDownLatch(1);
        try (var ending = new OrderlyEnd(terminal)) {
            ending.closing(stopped::countDown);
            EhrGateway gateway = ending.closing(EhrGateway.start(settings.with(Map.of(
                    "kafka.state.dir", data.resolve("streams").resolve("ehr").toString()))));
            terminal.out().println("FHIR        " + settings.text("fhir.url", "(not told)"));
            terminal.out().println("HL7 v2      " + settings.text("hl7.address", "(not told)"));
            terminal.out().println("Health      http://127.0.0.1:" + gateway.port() + "/health/ready, /metrics");
            terminal.note("Running; Ctrl-C stops.");
            stopped.await();
        }
        return ExitCode.OK;
    }

    private Settings settings() {
        var given = new HashMap<String, String>();
        fhir.ifPresent(url -> given.put("fhir.url", url));
        hl7.ifPresent(address -> given.put("hl7.address", address));
        patients.ifPresent(file -> given.put("patients.file", file.toString()));
        patientSystem.ifPresent(system -> given.put("patients.system", system));
        given.put("http.port", Integer.toString(httpPort));
        given.put("http.host", "127.0.0.1");
        return cluster.settings(terminal).with(given);
    }
}
