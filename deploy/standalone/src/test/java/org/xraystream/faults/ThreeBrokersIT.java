package org.xraystream.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.Brokers;

/** One of three brokers is killed and brought back, twice, while scans come in. */
@Timeout(600)
class ThreeBrokersIT {

    @Test
    void losesNothingAndRepeatsNothingThoughBrokersAreKilledUnderLoad(@TempDir Path folder) throws Exception {
        try (var brokers = Brokers.start(folder, 3);
                var installation = Installation.on(brokers.bootstrapServers(), folder);
                StreamAppProcess app = installation.startApp("app")) {
            app.awaitReady(true);
            try (var scans = installation.publishSteadily(20)) {
                for (int broker = 0; broker < 2; broker++) {
                    installation.awaitDiagnoses(installation.acknowledged() + 20);
                    brokers.kill(broker);
                    int before = installation.acknowledged();
                    Thread.sleep(StreamAppFaultsIT.AWAY.toMillis());
                    installation.awaitDiagnoses(before + 20);
                    brokers.restart(broker);
                }
            }

            installation.assertEachDiagnosedOnce();
        }
    }
}
