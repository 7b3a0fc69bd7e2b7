package org.xraystream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.BrokerProcess;
import org.xraystream.topic.Topics;

/** Kills and removes real processes under load; in the end every scan has exactly one diagnosis. */
@Timeout(1200)
class StreamAppFaultsIT {

    /** {@code faults.kills} makes them more, for those who have the time. */
    private static final int KILLS = Integer.getInteger("faults.kills", 2);

    private static final int SCANS = 300 * KILLS;
    /** How long a part stays away; {@code faults.away.seconds} makes it longer, for those who have the time. */
    static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("faults.away.seconds", 8));

    /** The brokers give up a transaction of Kafka Streams after 10 seconds. */
    private static final Duration HALTED = Duration.ofSeconds(15);

    private Path folder;
    private BrokerProcess broker;
    private Installation installation;

    @BeforeEach
    void install(@TempDir Path folder) {
        this.folder = folder;
        broker = BrokerProcess.start(folder.resolve("broker"), 0);
        installation = Installation.on(broker.bootstrapServers(), folder);
    }

    @AfterEach
    void remove() {
        installation.close();
        broker.close();
    }

    @Test
    void diagnosesEveryScanExactlyOnceThoughTheApplicationIsKilledUnderLoad() throws Exception {
        StreamAppProcess app = installation.startApp("app");
        try {
            app.awaitReady(true);
            installation.publish(0, SCANS);
            var random = new Random(1);
            for (int kill = 1; kill <= KILLS; kill++) {
                installation.awaitDiagnoses(kill * SCANS / (3 * KILLS));
                Thread.sleep(random.nextInt(500));
                app.kill();
                app = installation.startApp("app");
            }

            installation.assertEachDiagnosedOnce(SCANS);
        } finally {
            app.close();
        }
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
        try (StreamAppProcess app = installation.startApp("app")) {
            app.awaitReady(true);
            installation.publish(0, 100);
            installation.awaitDiagnoses(50);

            int port = broker.port();
            end.accept(broker);
            app.awaitReady(false);
            app.requireAlive();
            Thread.sleep(AWAY.toMillis());
            broker = BrokerProcess.start(folder.resolve("broker"), port);
            app.awaitReady(true);
            installation.publish(100, 200);

            installation.assertEachDiagnosedOnce(200);
        }
    }

    @Test
    void waitsForARegistryThatIsAwayBeforeItHasReadAnything() throws Exception {
        try (Admin admin = Admin.create(installation.connection().clientSettings())) {
            Topics.createMissing(admin);
        }
        installation.publish(0, 20);
        installation.killRegistry();
        try (StreamAppProcess app = installation.startApp("app")) {
            app.awaitReady(false);
            Thread.sleep(AWAY.toMillis());
            app.requireAlive();
            installation.startRegistry();
            app.awaitReady(true);

            installation.assertEachDiagnosedOnce(20);
        }
    }

    /** As a virtual machine is that moves to another host: for longer than a transaction may last. */
    @Test
    void goesOnWithoutLossAfterItWasHalted() throws Exception {
        try (StreamAppProcess app = installation.startApp("app")) {
            app.awaitReady(true);
            // More than it reads meanwhile, so that each halt finds its transactions open.
            installation.publish(0, SCANS);
            for (int halt = 1; halt <= 2; halt++) {
                installation.awaitDiagnoses(halt * SCANS / 4);
                app.signal("STOP");
                Thread.sleep(HALTED.toMillis());
                app.signal("CONT");
            }

            installation.assertEachDiagnosedOnce(SCANS);
        }
    }

    @Test
    void needsNoRegistryForWhatItKnows() throws Exception {
        try (StreamAppProcess app = installation.startApp("app")) {
            app.awaitReady(true);
            var scans = installation.publishSteadily(0, 20);
            installation.awaitDiagnoses(100);

            installation.killRegistry();
            int before = scans.acknowledged();
            Thread.sleep(AWAY.toMillis());
            installation.awaitDiagnoses(before + 40);
            installation.startRegistry();

            installation.assertEachDiagnosedOnce(scans.stop());
        }
    }
}
