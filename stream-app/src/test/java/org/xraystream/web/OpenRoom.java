package org.xraystream.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.xraystream.image.TestScans;
import org.xraystream.service.testing.TestCluster;
import org.xraystream.streamapp.ScanEvents;
import org.xraystream.streamapp.StreamApp;
import org.xraystream.topic.Topics;

/**
 * A reading room to write pages against: a broker in this process, drawn radiographs every few seconds, a model that
 * waits for approval, figures of quality and a dead letter; everybody may do everything, on http://127.0.0.1:8080 or the
 * port given as argument. For development alone.
 */
final class OpenRoom {

    private static final int SCANS_AT_ONCE = 20;

    private OpenRoom() {}

    public static void main(String[] arguments) throws Exception {
        String port = arguments.length > 0 ? arguments[0] : "8080";
        try (var cluster = TestCluster.start();
                StreamApp app = StreamApp.start(cluster.settings().with(Map.of("http.port", port)))) {
            System.out.println("http://127.0.0.1:" + app.port() + "/api/scans");
            cluster.send(Topics.QUALITY, app.modelVersion(), TestFigures.quality(app.modelVersion(), Instant.now()));
            cluster.send(Topics.MODELS, "shadow", TestFigures.challenger("challenger", app.modelVersion()));
            cluster.sendBytes(Topics.SCANS, "no scan", "no Avro".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; ; i++) {
                var image = i % 7 == 3 ? TestScans.textPage() : TestScans.radiograph(i, (i % 3) / 3.0);
                cluster.send(Topics.SCANS, "drawn-" + i, ScanEvents.scan("drawn-" + i, image));
                Thread.sleep(i < SCANS_AT_ONCE ? 10 : 5_000);
            }
        }
    }
}
