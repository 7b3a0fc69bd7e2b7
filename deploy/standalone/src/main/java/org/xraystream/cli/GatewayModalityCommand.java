package org.xraystream.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.xraystream.modality.ModalityGateway;
import org.xraystream.service.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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
    private final Home home;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

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

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where the log is kept (default: ~/.xraystream/data).")
    private Optional<Path> dataDirectory = Optional.empty();

    @Option(names = "--http-port", paramLabel = "PORT", description = "Health and metrics. Default: ${DEFAULT-VALUE}.")
    private int httpPort = ModalityGateway.DEFAULT_PORT;

    GatewayModalityCommand(Terminal terminal) {
        this.terminal = terminal;
        this.home = Home.in(terminal.environment());
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = settings();
        Path data = dataDirectory.orElseGet(home::dataDirectory).toAbsolutePath();
        FileLogging.to(data.resolve("modality-gateway.log"));
        var stopped = new CountDownLatch(1);
        try (var ending = new OrderlyEnd(terminal)) {
            ending.closing(stopped::countDown);
            ModalityGateway gateway =
                    ending.closing(ModalityGateway.start(settings, SitePseudonyms.of(settings, terminal)));
            terminal.out()
                    .println("Images from "
                            + settings.text("modality.orthanc.url", settings.text("modality.folder", "")));
            terminal.out().println("Health      http://127.0.0.1:" + gateway.port() + "/health/ready, /metrics");
            terminal.note("Running; Ctrl-C stops.");
            stopped.await();
        }
        return ExitCode.OK;
    }

    private Settings settings() {
        Map<String, String> given = new HashMap<>();
        orthanc.ifPresent(url -> given.put("modality.orthanc.url", url));
        folder.ifPresent(path -> given.put("modality.folder", path.toString()));
        site.ifPresent(name -> given.put("modality.site", name));
        given.put("http.port", Integer.toString(httpPort));
        given.put("http.host", "127.0.0.1");
        return cluster.settings(terminal).with(given);
    }
}
