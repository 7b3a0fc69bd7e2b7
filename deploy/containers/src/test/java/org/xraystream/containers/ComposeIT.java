package org.xraystream.containers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xraystream.reconciliation.Reconciliation;

/** What {@code docker compose up} starts. */
@WithImages({WithImages.KAFKA, WithImages.REGISTRY, WithImages.STREAM_APP, WithImages.TRAINER, WithImages.CLI})
class ComposeIT {
    private static final Hospital HOSPITAL = Hospital.with(Map.of(
            "kafka.bootstrap.servers",
            "localhost:" + Installation.KAFKA_PORT,
            "registry.url",
            "http://localhost:" + Installation.REGISTRY_PORT + "/apis/ccompat/v7"));

    private static @Nullable Installation installation;

    @BeforeAll
    static void start() {
        installation = Installation.start(Map.of(), "docker-compose.yml");
    }

    @AfterAll
    static void stop() {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void answersEveryScanSentFromTheHost() throws InterruptedException {
        HOSPITAL.send(30);

        Reconciliation account = HOSPITAL.accountOf(30);

        assertThat(account.balances()).as("%s", account).isTrue();
        assertThat(Hospital.answered(account)).isEqualTo(30);
    }

    @Test
    void runsAsNobodyInParticularOnARootThatCannotBeWritten() throws InterruptedException {
        for (String service : new String[] {"stream-app", "trainer"}) {
            assertThat(run(service, "id -u")).isEqualTo("10001\n");
            assertThat(run(service, "touch /opt/xraystream/app/x")).contains("Read-only file system");
            assertThat(run(service, "grep CapEff /proc/1/status")).contains("0000000000000000");
        }
    }

    private static String run(String service, String command) throws InterruptedException {
        return requireNonNull(installation).run(service, command);
    }
}
