package org.xraystream.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.BrokerProcess;

/**
 * Kills and removes real processes under load, one after the other; in the end every scan of all of it has exactly one
 * diagnosis.
 */
@Timeout(1200)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamAppFaultsIT {

    /** {@code faults.kills} makes them more, for those who have the time. */
    private static final int KILLS = Integer.getInteger("faults.kills", 2);
    /** How often it is halted, {@code faults.halts}. */
    private static final int HALTS = Integer.getInteger("faults.halts", 1);
    /** How long a part stays away; {@code faults.away.seconds} makes it longer, for those who have the time. */
    static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("faults.away.seconds", 4));

    /** The brokers give up a transaction of Kafka Streams after 10 seconds. */
    private static final Duration HALTED = Duration.ofSeconds(15);

    private static final int SCANS_OF_A_FAULT = 300;

    private Path folder;
    private BrokerProcess broker;
    private Installation installation;
    private StreamAppProcess app;

    @BeforeAll
    void install(@TempDir Path folder) throws Exception {
        this.folder = folder;
        broker = BrokerProcess.start(folder.resolve("broker"), 0);
        installation = Installation.on(broker.bootstrapServers(), folder);
        app = installation.startApp("app");
        app.awaitReady(true);
    }

    @AfterAll
    void remove() {
        app.close();
        installation.close();
        broker.close();
    }

    @Test
    void diagnosesEveryScanExactlyOnceThoughTheApplicationIsKilledUnderLoad() throws Exception {
        var random = new Random(1);
        for (int kill = 1; kill <= KILLS; kill++) {
            int before = installation.acknowledged();
            installation.publish(SCANS_OF_A_FAULT);
            installation.awaitDiagnoses(before + SCANS_OF_A_FAULT / 3);
            Thread.sleep(random.nextInt(200));
            app.kill();
            app = installation.startApp("app");
        }

        installation.assertEachDiagnosedOnce();
    }

    @Test
    void waitsForABrokerThatIsStoppedAndGoesOnWithoutLoss() throws Exception {
        outlives(BrokerProcess::close);
    }

    /** Comes through each time only if no transaction stays open: docs/decisions/010. */
    @Test
    void waitsForABrokerThatIsKilledAndGoesOnWithoutLoss() throws Exception {
        outlives(BrokerProcess::kill);
    }

    private void outlives(Consumer<BrokerProcess> end) throws Exception {
        int before = installation.acknowledged();
        installation.publish(100);
        installation.awaitDiagnoses(before + 50);

        int port = broker.port();
        end.accept(broker);
        app.awaitReady(false);
        app.requireAlive();
        Thread.sleep(AWAY.toMillis());
        broker = BrokerProcess.start(folder.resolve("broker"), port);
        app.awaitReady(true);
        installation.publish(100);

        installation.assertEachDiagnosedOnce();
    }

    @Test
    void waitsForARegistryThatIsAwayBeforeItHasReadAnything() throws Exception {
        app.close();
        installation.publish(20);
        installation.killRegistry();
        app = installation.startApp("app");
        app.awaitReady(false);
        Thread.sleep(AWAY.toMillis());
        app.requireAlive();
        installation.startRegistry();
        app.awaitReady(true);

        installation.assertEachDiagnosedOnce();
    }

    /** As a virtual machine is that moves to another host: for longer than a transaction may last. */
    @Test
    void goesOnWithoutLossAfterItWasHalted() throws Exception {
        int before = installation.acknowledged();
        // More than it reads meanwhile, so that each halt finds its transactions open.
        installation.publish((HALTS + 1) * SCANS_OF_A_FAULT);
        for (int halt = 1; halt <= HALTS; halt++) {
            installation.awaitDiagnoses(before + halt * SCANS_OF_A_FAULT / 2);
            app.signal("STOP");
            Thread.sleep(HALTED.toMillis());
            app.signal("CONT");
        }

        installation.assertEachDiagnosedOnce();
    }

    @Test
    void needsNoRegistryForWhatItKnows() throws Exception {
        try (var scans = installation.publishSteadily(20)) {
            installation.awaitDiagnoses(installation.acknowledged() + 20);

            installation.killRegistry();
            int before = installation.acknowledged();
            Thread.sleep(AWAY.toMillis());
            installation.awaitDiagnoses(before + 40);
            installation.startRegistry();
        }

        installation.assertEachDiagnosedOnce();
    }

    @Test
    void neitherWaitsForASlowReaderOfDiagnosesNorLetsItMissAny() throws Exception {
        installation.publish(200);
        try (var reader = new SlowReader(installation)) {
            reader.read(20);
            installation.assertEachDiagnosedOnce();
            // It is thrown out of its group for being so slow, and reads again what it had not finished.
            Thread.sleep(SlowReader.PATIENCE_OF_ITS_GROUP.multipliedBy(2).toMillis());
            reader.read(installation.acknowledged());

            assertThat(reader.scanIds()).hasSize(installation.acknowledged());
        }
    }
}
