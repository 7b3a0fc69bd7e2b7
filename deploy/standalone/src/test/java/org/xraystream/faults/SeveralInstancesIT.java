package org.xraystream.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.Brokers;
import org.xraystream.event.Diagnosis;
import org.xraystream.service.settings.Settings;

/** What happens to one instance of several while scans come in; another is always there. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralInstancesIT {

    private Path folder;
    private Detour detour;
    private Brokers brokers;
    private Installation installation;
    private StreamAppProcess steady;

    @BeforeAll
    void install(@TempDir Path folder) throws Exception {
        this.folder = folder;
        detour = Detour.open();
        brokers = Brokers.startWithDetour(folder, detour.entrance());
        detour.leadTo(brokers.detourPort());
        installation = Installation.on(brokers.bootstrapServers(), folder);
        steady = installation.startApp("steady");
        steady.awaitReady(true);
    }

    @AfterAll
    void remove() {
        steady.close();
        installation.close();
        brokers.close();
        detour.close();
    }

    @Test
    void areRestartedOneAfterTheOtherWithoutLoss() throws Exception {
        List<String> names = List.of("steady", "second", "third");
        var apps = new ArrayList<>(
                List.of(steady, installation.startApp(names.get(1)), installation.startApp(names.get(2))));
        try {
            for (StreamAppProcess app : apps) {
                app.awaitReady(true);
            }
            try (var scans = installation.publishSteadily(20)) {
                for (int app = 0; app < apps.size(); app++) {
                    installation.awaitDiagnoses(installation.acknowledged() + 20);
                    apps.get(app).close();
                    apps.set(app, installation.startApp(names.get(app)));
                    apps.get(app).awaitReady(true);
                }
            }

            installation.assertEachDiagnosedOnce();
        } finally {
            steady = apps.remove(0);
            apps.forEach(StreamAppProcess::close);
        }
    }

    /** The instance does its work, and what it did must not count: others have done it since. */
    @Test
    void oneIsCutOffTheNetworkAndComesBack() throws Exception {
        Settings byDetour =
                installation.settings().with(Map.of("kafka.bootstrap.servers", "127.0.0.1:" + detour.entrance()));
        try (StreamAppProcess far = StreamAppProcess.start("far", folder, byDetour, List.of())) {
            far.awaitReady(true);
            try (var scans = installation.publishSteadily(20)) {
                installation.awaitDiagnoses(installation.acknowledged() + 40);

                detour.cut();
                far.awaitReady(false);
                int before = installation.acknowledged();
                Thread.sleep(StreamAppFaultsIT.AWAY.toMillis());
                installation.awaitDiagnoses(before + 20);
                detour.heal();
                far.awaitReady(true);
            }

            installation.assertEachDiagnosedOnce();
        }
    }

    /** Under {@code libfaketime}, whose clock is set by a file. */
    @Test
    void theClockOfOneJumpsForthAndBack() throws Exception {
        Path library = fakeTime();
        Path clock = setClock("+0");
        List<String> byFakeClock = List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + clock,
                // Seconds; without, the file is read whenever the time is asked for.
                "FAKETIME_CACHE_DURATION=1",
                "DONT_FAKE_MONOTONIC=1",
                // Its workaround for some versions of glibc has every wait for so long end at once.
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
        try (StreamAppProcess jumping = installation.startApp("jumping", byFakeClock)) {
            jumping.awaitReady(true);
            try (var scans = installation.publishSteadily(20)) {
                for (String time : List.of("+1h", "-2d", "+0")) {
                    installation.awaitDiagnoses(installation.acknowledged() + 40);
                    setClock(time);
                }
                installation.awaitDiagnoses(installation.acknowledged() + 40);
            }

            installation.assertEachDiagnosedOnce();
            Instant now = Instant.now();
            assertThat(installation.awaitDiagnoses(installation.acknowledged()))
                    .extracting(Diagnosis::getDecidedAt)
                    .as("by a clock that was fast, and slow")
                    .anyMatch(now.plus(Duration.ofMinutes(30))::isBefore)
                    .anyMatch(now.minus(Duration.ofDays(1))::isAfter);
        }
    }

    private Path setClock(String time) throws Exception {
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
}
