package org.xraystream.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterIT {
    private static final String SCHEMA = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}";
    private static final String INCOMPATIBLE =
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"new\",\"type\":\"string\"}]}";
    private static final byte[] LARGEST = new byte[16 * 1024 * 1024];

    private final Path directory;

    ClusterIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void keepsRecordsAndSchemasOverARestart() throws Exception {
        // Given
        int schemaId;
        try (var cluster = Cluster.start(directory, 0, 0)) {
            var topic = new TestTopic(cluster.bootstrapServers(), "kept");
            topic.create();
            topic.write("first", "1".getBytes(UTF_8));
            schemaId = registered(cluster);
        }

        // When
        try (var cluster = Cluster.start(directory, 0, 0)) {

            // Then
            var topic = new TestTopic(cluster.bootstrapServers(), "kept");
            topic.write("second", "2".getBytes(UTF_8));
            assertThat(topic.keys()).containsExactly("first", "second");
            assertThat(registered(cluster)).isEqualTo(schemaId);
        }
    }

    @Test
    void keepsRecordsAndSchemasWhenKilled() throws Exception {
        // Given
        int schemaId;
        try (var cluster = Cluster.start(directory, 0, 0)) {
            var topic = new TestTopic(cluster.bootstrapServers(), "kept");
            topic.create();
            topic.write("first", "1".getBytes(UTF_8));
            schemaId = registered(cluster);

            // When
            cluster.broker().kill();
            cluster.registry().kill();
            assertThat(cluster.processes()).noneMatch(ProcessHandle::isAlive);
        }

        // Then
        try (var cluster = Cluster.start(directory, 0, 0)) {
            assertThat(new TestTopic(cluster.bootstrapServers(), "kept").keys()).containsExactly("first");
            assertThat(registered(cluster)).isEqualTo(schemaId);
        }
    }

    @Test
    void carriesRecordsOfSixteenMebibytes() throws Exception {
        try (var cluster = Cluster.startTemporary()) {
            // Given
            var topic = new TestTopic(cluster.bootstrapServers(), "large");
            topic.create();

            // When
            for (int i = 0; i < 20; i++) {
                topic.write("scan-" + i, LARGEST);
            }

            // Then
            assertThat(topic.keys()).hasSize(20);
        }
    }

    @Test
    void refusesSchemasThatOldReadersCannotReadAndTopicsThatNobodyCreated() throws Exception {
        try (var cluster = Cluster.startTemporary()) {
            var registry = new TestRegistry(cluster.registryUrl());
            registered(cluster);

            assertThat(registry.register("kept-value", INCOMPATIBLE).statusCode())
                    .isEqualTo(409);
            assertThat(registry.get("/config").body()).contains("BACKWARD_TRANSITIVE");
            assertThatThrownBy(() -> new TestTopic(cluster.bootstrapServers(), "mistyped").write("scan", LARGEST))
                    .hasMessageContaining("Topic mistyped not present in metadata");
        }
    }

    @Test
    void saysWhichPortIsTakenAndLeavesNothingRunning() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Cluster.start(directory, 0, taken.getLocalPort()))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("registry")
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()));
        }
        assertThat(ProcessHandle.current().children()).noneMatch(ClusterIT::isOurs);
    }

    @Test
    void saysThatTheFolderIsInUse() {
        try (var first = BrokerProcess.start(directory, 0)) {
            assertThat(first.handle().isAlive()).isTrue();

            assertThatThrownBy(() -> BrokerProcess.start(directory, 0))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("broker.log");
        }
    }

    @Test
    void deletesTheTemporaryFolder() {
        Path temporary;
        try (var cluster = Cluster.startTemporary()) {
            temporary = cluster.directory();
            assertThat(temporary).isNotEmptyDirectory();
        }

        assertThat(temporary).doesNotExist();
    }

    private static int registered(Cluster cluster) throws Exception {
        var answer = new TestRegistry(cluster.registryUrl()).register("kept-value", SCHEMA);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Integer.parseInt(answer.body().replaceAll("\\D", ""));
    }

    private static boolean isOurs(ProcessHandle child) {
        return child.info().commandLine().orElse("").contains(ChildMain.class.getName());
    }
}
