package org.xraystream.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.xraystream.ehr.EhrGateway;
import org.xraystream.service.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the gateway to record systems until it is told to stop. */
@Command(
        name = "ehr",
        description = {
            "Reports every diagnosis, and what readers make of it, to a FHIR server, an HL7 v2 receiver, an image archive.",
            "Everything else it can be told is a setting: see docs/settings.md, below fhir., hl7., pacs. and patients."
        })
final class GatewayEhrCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions(EhrGateway.DEFAULT_PORT);

    @Mixin
    private final RecordOptions records = new RecordOptions();

    GatewayEhrCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        String state = gateway.data(terminal).resolve("streams").resolve("ehr").toString();
        Settings settings = gateway.settings(terminal, records.settings()).with(Map.of("kafka.state.dir", state));
        return gateway.run(
                terminal, "ehr-gateway.log", ending -> new RunningGateways(terminal, ending).startEhr(settings));
    }
}
