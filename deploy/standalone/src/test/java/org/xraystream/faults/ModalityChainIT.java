package org.xraystream.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.faults.ChildServices.await;
import static org.xraystream.faults.ChildServices.readiness;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.ChildJvm;
import org.xraystream.orthanc.OrthancProcess;
import org.xraystream.topic.Topics;

/** Store and forward: machines send while Kafka is away, and Orthanc keeps it. */
@Timeout(600)
class ModalityChainIT {
    private static final int RADIOGRAPHS = Integer.getInteger("chain.radiographs", 24);

    /** Orthanc as it comes, which keeps what it is sent as it was: the gateway unpacks. */
    @Test
    void deliversInOrderWhatCameWhileKafkaWasAwayAndClearsItAway(@TempDir Path folder) throws Exception {
        var radiographs = SentRadiographs.make(RADIOGRAPHS, folder.resolve("dicom"));
        int port = ChildServices.freePort();
        try (var services = ChildServices.in(folder);
                var orthanc = OrthancProcess.start(folder.resolve("orthanc"), false);
                ChildJvm gateway = services.start(
                        org.xraystream.modality.Main.class,
                        "gateway",
                        port,
                        Map.of(
                                "modality.orthanc.url",
                                orthanc.url(),
                                "modality.orthanc.delete",
                                "true",
                                "modality.every",
                                "PT0.2S",
                                "pseudonym.secret",
                                "a secret of this test"))) {
            await("the gateway takes images", () -> readiness(port) == 200);
            services.stopBroker();
            radiographs.sendTo(orthanc.dicomPort());
            List<String> inOrderOfArrival = inOrderOfArrival(orthanc);
            await("the gateway says that it cannot", () -> readiness(port) == 503);
            assertThat(gateway.handle().isAlive()).isTrue();
            services.startBroker();
            await("every scan", () -> services.keys(Topics.SCANS).size() >= RADIOGRAPHS);
            await("nothing is left in Orthanc", () -> orthanc.images() == 0);

            assertThat(services.keys(Topics.SCANS)).containsExactlyInAnyOrderElementsOf(radiographs.uids());
            assertThat(services.keys(Topics.INTAKE).stream()
                            .filter(key -> !key.startsWith("place/"))
                            .toList())
                    .isEqualTo(inOrderOfArrival);
        }
    }

    private static List<String> inOrderOfArrival(OrthancProcess orthanc) throws Exception {
        var json = new ObjectMapper();
        var uids = new ArrayList<String>();
        for (var change : json.readTree(orthanc.get("changes?limit=100000")).path("Changes")) {
            if (change.path("ChangeType").asText().equals("NewInstance")) {
                uids.add(json.readTree(
                                orthanc.get("instances/" + change.path("ID").asText()))
                        .path("MainDicomTags")
                        .path("SOPInstanceUID")
                        .asText());
            }
        }
        return uids;
    }
}
