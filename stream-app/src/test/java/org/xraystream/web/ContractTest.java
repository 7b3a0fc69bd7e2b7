package org.xraystream.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.javalin.Javalin;
import io.javalin.router.ParsedEndpoint;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xraystream.deadletter.DeadLetter;
import org.xraystream.deadletter.DeadLetters;
import org.xraystream.reconciliation.Reconciliation.Unanswered;
import org.xraystream.room.LastHour;
import org.xraystream.service.access.Access;
import org.xraystream.service.health.Health;
import org.xraystream.service.settings.Settings;
import org.xraystream.serving.ServingModel;
import org.xraystream.serving.TestReleases;

/** Holds {@code openapi.yaml} against what is served. */
class ContractTest {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /** Each answer's record by the name of its schema. */
    private static final Map<String, Class<? extends Record>> RECORDS = Map.ofEntries(
            Map.entry("Probabilities", ScanAnswers.Probabilities.class),
            Map.entry("Opinion", ScanAnswers.Opinion.class),
            Map.entry("Rejection", ScanAnswers.Rejection.class),
            Map.entry("Row", ScanAnswers.Row.class),
            Map.entry("Scan", ScanAnswers.Scan.class),
            Map.entry("Label", ScanAnswers.Label.class),
            Map.entry("ScanEvent", ScanAnswers.ScanEvent.class),
            Map.entry("Worklist", ScanRoutes.Worklist.class),
            Map.entry("Counts", ScanRoutes.Counts.class),
            Map.entry("NewLabel", ScanRoutes.NewLabel.class),
            Map.entry("GivenLabel", ScanRoutes.GivenLabel.class),
            Map.entry("Undone", ScanRoutes.Undone.class),
            Map.entry("ModelEvent", EventText.ModelEvent.class),
            Map.entry("Models", ModelAnswers.Models.class),
            Map.entry("Release", ModelAnswers.Release.class),
            Map.entry("Comparison", ModelAnswers.Comparison.class),
            Map.entry("Quality", ModelAnswers.Quality.class),
            Map.entry("LabelledCounts", ModelAnswers.LabelledCounts.class),
            Map.entry("Proportion", ModelAnswers.Proportion.class),
            Map.entry("ModelCard", ModelCard.class),
            Map.entry("Rollback", ModelRoutes.Rollback.class),
            Map.entry("Recall", RecallDesk.State.class),
            Map.entry("System", SystemRoutes.State.class),
            Map.entry("Health", Health.class),
            Map.entry("DeadLetters", DeadLetters.Listed.class),
            Map.entry("DeadLetter", DeadLetter.class),
            Map.entry("Redriven", SystemRoutes.Redriven.class));

    /** Those that stand inside others, by the path from {@code components.schemas}. */
    private static final Map<String, Class<? extends Record>> INNER_RECORDS = Map.of(
            "/Quality/properties/drift/items", ModelAnswers.Drift.class,
            "/Quality/properties/alarms/items", ModelAnswers.Alarm.class,
            "/Recall/properties/result/oneOf/1", RecallDesk.Result.class,
            "/System/properties/throughput/items", SystemRoutes.Minute.class,
            "/System/properties/latency/oneOf/1", LastHour.Latency.class,
            "/System/properties/reconciliation/oneOf/1", SystemRoutes.Account.class,
            "/System/properties/reconciliation/oneOf/1/properties/unanswered/items", Unanswered.class,
            "/System/properties/instances/items", SystemRoutes.Instance.class);

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private String authorization = "none";
    private JsonNode contract;
    private ServingModel serving;
    private RoomApi api;
    private Javalin server;
    private List<ParsedEndpoint> endpoints;

    @BeforeEach
    void serve() throws Exception {
        try (var yaml = getClass().getResourceAsStream("/openapi.yaml")) {
            contract = new ObjectMapper(new YAMLFactory()).readTree(yaml);
        }
        serving = new ServingModel(TestReleases.model("v1"));
        api = new RoomApi(serving, Clock.systemUTC());
        Access access = Access.from(
                Settings.of(Map.of(
                        "access.mode",
                        "local",
                        "access.users",
                        "target/no-users",
                        "access.secret",
                        TOKEN,
                        "access.token.viewer",
                        "VIEWER:viewer" + TOKEN,
                        "access.token.reader",
                        "READER:reader" + TOKEN,
                        "access.token.operator",
                        "OPERATOR:operator" + TOKEN)),
                event -> CompletableFuture.completedFuture(null),
                Clock.systemUTC());
        server = Javalin.create(config -> {
                    access.install(config);
                    api.addTo(config.routes, Optional::empty, List::of);
                })
                .start("127.0.0.1", 0);
        endpoints = server.unsafe.internalRouter.allHttpHandlers();
    }

    @AfterEach
    void stop() {
        server.stop();
        api.close();
        serving.close();
    }

    @Test
    void namesEveryRouteAndNoOther() {
        Set<String> served = endpoints.stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.path.startsWith("/api/"))
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(served).contains("GET /api/scans").isEqualTo(documented());
    }

    @Test
    void namesEveryFieldOfEveryAnswerAndNoOther() {
        JsonNode schemas = contract.at("/components/schemas");
        RECORDS.forEach(
                (name, type) -> assertThat(fields(schemas.path(name))).as(name).isEqualTo(components(type)));
        INNER_RECORDS.forEach(
                (path, type) -> assertThat(fields(schemas.at(path))).as(path).isEqualTo(components(type)));
        Set<String> objects = new HashSet<>();
        schemas.fields().forEachRemaining(schema -> {
            if (schema.getValue().has("properties")) {
                objects.add(schema.getKey());
            }
        });
        objects.remove("Problem");
        assertThat(RECORDS.keySet()).isEqualTo(objects);
    }

    @Test
    void answersNobodyWhoIsNotSignedIn() throws Exception {
        for (String route : documented()) {
            HttpResponse<String> answer = send(route);

            assertThat(answer.statusCode()).as(route).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).as(route).contains("application/problem+json");
        }
    }

    @Test
    void letsNobodyActWhoMayOnlyLook() throws Exception {
        comeAs("viewer");
        for (String route : documented()) {
            if (!route.startsWith("GET ")) {
                assertThat(send(route).statusCode()).as(route).isEqualTo(403);
            }
        }
    }

    @Test
    void letsNoReaderActOnModelsAndNoOperatorLabel() throws Exception {
        comeAs("reader");
        assertThat(send("POST /api/models/rollback").statusCode()).isEqualTo(403);
        assertThat(send("POST /api/dead-letters/0/0/redrive").statusCode()).isEqualTo(403);
        comeAs("operator");
        assertThat(send("POST /api/scans/s/labels").statusCode()).isEqualTo(403);
    }

    @Test
    void saysThatTheStateIsBeingReadUntilTheRoomIsOpen() throws Exception {
        comeAs("viewer");

        HttpResponse<String> answer = send("GET /api/scans");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new ObjectMapper().readTree(answer.body()).path("type").asText())
                .isEqualTo("/problems/still-reading");
    }

    @Test
    void tellsNobodyOfTheWayBetweenInstances() throws Exception {
        comeAs("operator");

        assertThat(send("POST /internal/room/rejections").statusCode()).isEqualTo(403);
        assertThat(send("GET /api/nothing").headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    private void comeAs(String program) {
        authorization = "Bearer " + program + TOKEN;
    }

    private Set<String> documented() {
        Set<String> routes = new TreeSet<>();
        contract.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method.toUpperCase(Locale.ROOT))) {
                        routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return routes;
    }

    private static Set<String> fields(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> components(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private HttpResponse<String> send(String route) throws IOException, InterruptedException {
        String[] parts = route.split(" ", 2);
        String path = parts[1].replaceAll("\\{[^}]+}", "1");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .header("Authorization", authorization)
                                .method(parts[0], HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
