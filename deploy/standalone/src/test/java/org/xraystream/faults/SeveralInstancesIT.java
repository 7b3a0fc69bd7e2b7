package org.xraystream.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.BrokerProcess;
import org.xraystream.cluster.Brokers;
import org.xraystream.service.settings.Settings;

/** What happens to one instance of several while scans come in. */
@Timeout(600)
class SeveralInstancesIT {

    private static final long AWAY_MILLIS = StreamAppFaultsIT.AWAY.toMillis();

    @Test
    void areRestartedOneAfterTheOtherWithoutLoss(@TempDir Path folder) throws Exception {
        try (var broker = BrokerProcess.start(folder.resolve("broker"), 0);
                var installation = Installation.on(broker.bootstrapServers(), folder)) {
            var apps = new ArrayList<StreamAppProcess>();
            try {
                for (String name : List.of("one", "two", "three")) {
                    apps.add(installation.startApp(name));
                }
                for (StreamAppProcess app : apps) {
                    app.awaitReady(true);
                }
                var scans = installation.publishSteadily(0, 20);
                for (int app = 0; app < apps.size(); app++) {
                    installation.awaitDiagnoses(scans.acknowledged() + 20);
                    apps.get(app).close();
                    apps.set(
                            app,
                            installation.startApp(List.of("one", "two", "three").get(app)));
                    apps.get(app).awaitReady(true);
                }

                installation.assertEachDiagnosedOnce(scans.stop());
            } finally {
                apps.forEach(StreamAppProcess::close);
            }
        }
    }

    /** The instance does its work, and what it did must not count: others have done it since. */
    @Test
    void oneIsCutOffTheNetworkAndComesBack(@TempDir Path folder) throws Exception {
        try (var detour = Detour.open();
                var brokers = Brokers.startWithDetour(folder, detour.entrance());
                var installation = Installation.on(brokers.bootstrapServers(), folder)) {
            detour.leadTo(brokers.detourPort());
            Settings byDetour =
                    installation.settings().with(Map.of("kafka.bootstrap.servers", "127.0.0.1:" + detour.entrance()));
            try (StreamAppProcess near = installation.startApp("near");
                    StreamAppProcess far = StreamAppProcess.start("far", folder, byDetour, List.of())) {
                near.awaitReady(true);
                far.awaitReady(true);
                var scans = installation.publishSteadily(0, 20);
                installation.awaitDiagnoses(100);

                detour.cut();
                far.awaitReady(false);
                int before = scans.acknowledged();
                Thread.sleep(AWAY_MILLIS);
                installation.awaitDiagnoses(before + 20);
                detour.heal();
                far.awaitReady(true);

                installation.assertEachDiagnosedOnce(scans.stop());
            }
        }
    }

    /** Under {@code libfaketime}, whose clock is set by a file. */
    @Test
    void theClockOfOneJumpsForthAndBack(@TempDir Path folder) throws Exception {
        Path library = fakeTime();
        Path clock = setClock(folder, "+0");
        List<String> byFakeClock = List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + clock,
                "FAKETIME_NO_CACHE=1",
                "DONT_FAKE_MONOTONIC=1");
        try (var broker = BrokerProcess.start(folder.resolve("broker"), 0);
                var installation = Installation.on(broker.bootstrapServers(), folder);
                StreamAppProcess steady = installation.startApp("steady");
                StreamAppProcess jumping = installation.startApp("jumping", byFakeClock)) {
            steady.awaitReady(true);
            jumping.awaitReady(true);
            var scans = installation.publishSteadily(0, 20);
            for (String time : List.of("+1h", "-2d", "+0")) {
                installation.awaitDiagnoses(scans.acknowledged() + 20);
                setClock(folder, time);
            }
            installation.awaitDiagnoses(scans.acknowledged() + 20);

            installation.assertEachDiagnosedOnce(scans.stop());
        }
    }

    private static Path setClock(Path folder, String time) throws Exception {
        Path clock = folder.resolve("clock");
        Path next = Files.writeString(folder.resolve("next-clock"), time + "\n");
        return Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path fakeTime() throws Exception {
        try (Stream<Path> libraries = Files.find(
                Path.of("/usr/lib"), 4, (path, attributes) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
            var found = libraries.findFirst();
            assumeTrue(found.isPresent(), "needs libfaketime (Debian's package of that name)");
            return found.orElseThrow();
        }
    }

    @Test
    void neitherWaitForASlowReaderOfDiagnosesNorLetItMissAny(@TempDir Path folder) throws Exception {
        try (var broker = BrokerProcess.start(folder.resolve("broker"), 0);
                var installation = Installation.on(broker.bootstrapServers(), folder);
                StreamAppProcess app = installation.startApp("app")) {
            app.awaitReady(true);
            installation.publish(0, 200);
            try (var reader = new SlowReader(installation)) {
                reader.read(20);
                installation.assertEachDiagnosedOnce(200);
                // It is thrown out of its group for being so slow, and reads again what it had not finished.
                Installation.sleep(SlowReader.PATIENCE_OF_ITS_GROUP.toMillis() * 2);
                reader.read(200);

                assertThat(reader.scanIds()).hasSize(200);
            }
        }
    }
}
