package org.xraystream.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;
import org.xraystream.reconciliation.Reconciliation;
import org.xraystream.service.settings.Settings;
import org.xraystream.streamapp.StreamApp;

@WithImages({WithImages.KAFKA, WithImages.REGISTRY})
class MainJobIT {
    private static final String LARGEST = String.valueOf(20 * 1024 * 1024);

    @Test
    void answersEveryScanOnAKafkaAndARegistryInContainers(@TempDir Path state) throws InterruptedException {
        try (var kafka = kafka();
                var registry = registry()) {
            // Given
            kafka.start();
            registry.start();
            Map<String, String> cluster = Map.of(
                    "kafka.bootstrap.servers",
                    kafka.getBootstrapServers(),
                    "registry.url",
                    "http://" + registry.getHost() + ":" + registry.getMappedPort(8080) + "/apis/ccompat/v7");
            Settings settings = Settings.of(cluster)
                    .with(Map.of(
                            "http.port", "0", "kafka.state.dir", state.toString(), "kafka.num.stream.threads", "1"));
            var hospital = Hospital.with(cluster);
            try (var app = StreamApp.start(settings)) {
                // When
                hospital.send(20);

                // Then
                Reconciliation account = hospital.accountOf(20);
                assertThat(account.balances()).as("%s", account).isTrue();
                assertThat(Hospital.answered(account)).isEqualTo(20);
                assertThat(app.modelVersion()).isNotBlank();
            }
        }
    }

    private static KafkaContainer kafka() {
        return new KafkaContainer(DockerImageName.parse(WithImages.KAFKA))
                .withEnv("KAFKA_MESSAGE_MAX_BYTES", LARGEST)
                .withEnv("KAFKA_REPLICA_FETCH_MAX_BYTES", LARGEST)
                .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000");
    }

    private static GenericContainer<?> registry() {
        return new GenericContainer<>(DockerImageName.parse(WithImages.REGISTRY))
                .withExposedPorts(8080)
                .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").forPort(8080));
    }
}
