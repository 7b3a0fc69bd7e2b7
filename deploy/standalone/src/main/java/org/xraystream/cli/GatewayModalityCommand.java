package org.xraystream.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xraystream.modality.ModalityGateway;
import org.xraystream.service.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(
            names = "--orthanc",
            paramLabel = "URL",
            description = "Address of Orthanc's REST interface (modality.orthanc.url).")
    private Optional<String> orthanc = Optional.empty();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Folder of DICOM files, moved to done or failed within it (modality.folder).")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--site", description = "The hospital or clinic (modality.site); otherwise as the files have it.")
    private Optional<String> site = Optional.empty();

    GatewayModalityCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = settings();
        return gateway.run(terminal, "modality-gateway.log", ending -> {
            ModalityGateway running =
                    ending.closing(ModalityGateway.start(settings, SitePseudonyms.of(settings, terminal)));
            terminal.out()
                    .println("Images from "
                            + settings.text("modality.orthanc.url", settings.text("modality.folder", "")));
            return running.port();
        });
    }

    private Settings settings() {
        Map<String, String> given = new HashMap<>();
        orthanc.ifPresent(url -> given.put("modality.orthanc.url", url));
        folder.ifPresent(path -> given.put("modality.folder", path.toString()));
        site.ifPresent(name -> given.put("modality.site", name));
        return gateway.settings(terminal, given);
    }
}
