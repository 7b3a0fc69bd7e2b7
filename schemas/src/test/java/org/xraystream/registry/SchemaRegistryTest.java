package org.xraystream.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaRegistryTest {

    private static final Schema SCHEMA = SchemaBuilder.builder().stringType();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Queue<Integer> statuses = new ArrayDeque<>();
    private HttpServer server;
    private SchemaRegistry registry;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Integer status = statuses.poll();
            byte[] body = (status == null ? "{\"id\":7}" : "{\"error_code\":" + status + ",\"message\":\"no\"}")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(status == null ? 200 : status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        registry =
                SchemaRegistry.connect("http://127.0.0.1:" + server.getAddress().getPort(), Map.of(), PATIENCE);
    }

    @AfterEach
    void stop() {
        registry.close();
        server.stop(0);
    }

    @Test
    void asksAgainWhereAnotherRegistersTheSameSchemaAtTheSameTime() {
        statuses.add(409);

        assertThat(registry.idOf("xray.diagnoses-value", SCHEMA)).isEqualTo(7);
    }

    @Test
    void believesARegistryThatInsistsOnItsRefusal() {
        statuses.addAll(List.of(409, 409, 409));

        assertThatThrownBy(() -> registry.idOf("xray.diagnoses-value", SCHEMA)).isInstanceOf(RegistryException.class);
    }

    @Test
    void believesTheFirstRefusalOfAnyOtherKind() {
        statuses.add(422);

        assertThatThrownBy(() -> registry.idOf("xray.diagnoses-value", SCHEMA)).isInstanceOf(RegistryException.class);
        assertThat(statuses).isEmpty();
    }

    @Test
    void waitsForARegistryThatIsNotWell() {
        statuses.addAll(List.of(503, 401));

        assertThat(registry.idOf("xray.diagnoses-value", SCHEMA)).isEqualTo(7);
    }
}
