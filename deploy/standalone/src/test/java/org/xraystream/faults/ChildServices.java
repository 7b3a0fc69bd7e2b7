package org.xraystream.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.xraystream.cluster.BrokerProcess;
import org.xraystream.cluster.ChildJvm;
import org.xraystream.cluster.RegistryProcess;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/** A broker, a registry, and services in processes of their own, whose logs say all that they can say. */
final class ChildServices implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;
    private final RegistryProcess registry;
    private final Connection connection;
    private BrokerProcess broker;

    private ChildServices(Path folder) throws InterruptedException {
        this.folder = folder;
        broker = BrokerProcess.start(folder.resolve("broker"), 0);
        registry = RegistryProcess.start(folder.resolve("registry"), 0);
        connection = Connection.from(Settings.of(addresses()));
        try (Admin admin = Admin.create(connection.clientSettings())) {
            Topics.createMissing(admin);
        }
    }

    /** Broker and registry, with all topics, and no service yet. */
    static ChildServices in(Path folder) throws InterruptedException {
        return new ChildServices(folder);
    }

    private Map<String, String> addresses() {
        var addresses = new HashMap<String, String>();
        addresses.put("kafka.bootstrap.servers", broker.bootstrapServers());
        addresses.put("registry.url", registry.url());
        return addresses;
    }

    Connection connection() {
        return connection;
    }

    void stopBroker() {
        broker.close();
    }

    /** Starts the broker where it was. */
    void startBroker() {
        broker = BrokerProcess.start(folder.resolve("broker"), broker.port());
    }

    /** Starts a service; its log is {@code NAME.log}. */
    ChildJvm start(Class<?> main, String name, int port, Map<String, String> own) throws IOException {
        var properties = new Properties();
        properties.putAll(addresses());
        properties.putAll(own);
        properties.put("kafka.state.dir", folder.resolve("state").resolve(name).toString());
        properties.put("http.host", "127.0.0.1");
        properties.put("http.port", Integer.toString(port));
        Path file = folder.resolve(name + ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return ChildJvm.start(new ChildJvm.Program(
                name,
                main.getName(),
                System.getProperty("java.class.path"),
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Djava.awt.headless=true",
                        "-Dlogback.configurationFile=" + everythingLogged()),
                List.of(file.toString()),
                folder.resolve(name + ".log")));
    }

    private Path everythingLogged() throws IOException {
        return Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%-5level %logger{20} - %msg %kvp%n</pattern></encoder>
                  </appender>
                  <logger name="org.xraystream" level="TRACE"/>
                  <root level="INFO"><appender-ref ref="OUT"/></root>
                </configuration>
                """);
    }

    /** Who was diagnosed, rejected or put aside. */
    List<String> outcomes() {
        var ids = new ArrayList<>(keys(Topics.DIAGNOSES));
        ids.addAll(keys(Topics.REJECTIONS));
        ids.addAll(keys(Topics.DEAD_LETTERS));
        return ids;
    }

    /** The keys of all that is committed. */
    List<String> keys(Topic<?, ?> topic) {
        var keys = new ArrayList<String>();
        try (var reader = new TopicReader(connection, List.of(topic))) {
            reader.seekToBeginning();
            reader.readToEnd((ConsumerRecord<byte[], byte[]> record) -> keys.add(new String(record.key(), ISO_8859_1)));
        }
        return keys;
    }

    static String metrics(int port) throws IOException, InterruptedException {
        return ask(port, "/metrics").body();
    }

    /** The status of a service's readiness; 0 where nobody answers. */
    static int readiness(int port) throws InterruptedException {
        try {
            return ask(port, "/health/ready").statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static HttpResponse<String> ask(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What is waited for. */
    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited in vain for: " + what).isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
