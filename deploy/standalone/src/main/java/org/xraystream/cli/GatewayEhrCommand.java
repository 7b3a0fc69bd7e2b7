package org.xraystream.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xraystream.ehr.EhrGateway;
import org.xraystream.service.settings.Settings;
import picocli.CommandLine.Command;
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

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions(EhrGateway.DEFAULT_PORT);

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

    GatewayEhrCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = settings();
        return gateway.run(terminal, "ehr-gateway.log", ending -> {
            EhrGateway running = ending.closing(EhrGateway.start(settings));
            terminal.out().println("FHIR        " + settings.text("fhir.url", "(not told)"));
            terminal.out().println("HL7 v2      " + settings.text("hl7.address", "(not told)"));
            return running.port();
        });
    }

    private Settings settings() {
        var given = new HashMap<String, String>();
        fhir.ifPresent(url -> given.put("fhir.url", url));
        hl7.ifPresent(address -> given.put("hl7.address", address));
        patients.ifPresent(file -> given.put("patients.file", file.toString()));
        patientSystem.ifPresent(system -> given.put("patients.system", system));
        given.put(
                "kafka.state.dir",
                gateway.data(terminal).resolve("streams").resolve("ehr").toString());
        return gateway.settings(terminal, given);
    }
}
