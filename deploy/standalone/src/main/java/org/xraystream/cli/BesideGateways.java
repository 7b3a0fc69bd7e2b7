package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.xraystream.cluster.Cluster;
import org.xraystream.ehr.EhrGateway;
import org.xraystream.modality.ModalityGateway;
import org.xraystream.service.settings.Settings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code up} is told of gateways, and how it runs them beside everything else. */
final class BesideGateways {
    private static final String ORTHANC = "modality.orthanc.url";
    private static final String FOLDER = "modality.folder";

    @Option(
            names = "--with-gateways",
            description = {
                "Also runs the gateways from modalities and to record systems.",
                "Without --orthanc and --folder, what is moved into the folder dicom of the data folder is taken."
            })
    private boolean wanted;

    @Mixin
    private final ModalityOptions modality = new ModalityOptions();

    @Mixin
    private final RecordOptions records = new RecordOptions();

    @Option(
            names = "--modality-port",
            paramLabel = "PORT",
            description = "Health and metrics of that from modalities. Default: ${DEFAULT-VALUE}.")
    private int modalityPort = ModalityGateway.DEFAULT_PORT;

    @Option(
            names = "--ehr-port",
            paramLabel = "PORT",
            description = "Health and metrics of that to record systems. Default: ${DEFAULT-VALUE}.")
    private int ehrPort = EhrGateway.DEFAULT_PORT;

    /** @throws CommandFailure if gateways are described that are not wanted */
    void requireSense() {
        if (!wanted && !(modality.settings().isEmpty() && records.settings().isEmpty())) {
            throw new CommandFailure("options of gateways need --with-gateways");
        }
    }

    /** Starts both if they are wanted, the one that sends last. */
    void start(Terminal terminal, Cluster cluster, Settings given, Path data, OrderlyEnd ending)
            throws InterruptedException {
        if (!wanted) {
            return;
        }
        terminal.note("Starting the gateways ...");
        var gateways = new RunningGateways(terminal, ending);
        Settings common = given.with(cluster.addresses()).with(Map.of("http.host", "127.0.0.1"));
        String state = data.resolve("streams").resolve("ehr").toString();
        int ehr = gateways.startEhr(common.with(records.settings())
                .with(Map.of("kafka.state.dir", state, "http.port", Integer.toString(ehrPort))));
        int from = gateways.startModality(
                common.with(images(given, data)).with(Map.of("http.port", Integer.toString(modalityPort))));
        terminal.out()
                .println("Gateways    http://127.0.0.1:" + from + "/health/ready, http://127.0.0.1:" + ehr
                        + "/health/ready; /metrics");
    }

    private Map<String, String> images(Settings given, Path data) {
        var images = new HashMap<>(modality.settings());
        boolean known = images.containsKey(ORTHANC)
                || images.containsKey(FOLDER)
                || given.find(ORTHANC).or(() -> given.find(FOLDER)).isPresent();
        if (!known) {
            Path folder = data.resolve("dicom");
            try {
                images.put(FOLDER, Files.createDirectories(folder).toString());
            } catch (IOException e) {
                throw new CommandFailure(folder + " cannot be made: " + e.getMessage(), e);
            }
        }
        return images;
    }
}
