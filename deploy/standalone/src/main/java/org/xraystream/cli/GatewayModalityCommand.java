package org.xraystream.cli;

import java.util.concurrent.Callable;
import org.xraystream.modality.ModalityGateway;
import org.xraystream.service.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the gateway from modalities until it is told to stop. */
@Command(
        name = "modality",
        description = {
            "Sends every radiograph that Orthanc is sent, or that lies in a folder, as a scan without the patient's name.",
            "Everything else it can be told is a setting: see docs/settings.md, below modality."
        })
final class GatewayModalityCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions(ModalityGateway.DEFAULT_PORT);

    @Mixin
    private final ModalityOptions modality = new ModalityOptions();

    GatewayModalityCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = gateway.settings(terminal, modality.settings());
        return gateway.run(
                terminal,
                "modality-gateway.log",
                ending -> new RunningGateways(terminal, ending).startModality(settings));
    }
}
