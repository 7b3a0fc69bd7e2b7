package org.xraystream.registry;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schema registry, through Confluent's own client: the one class that names it. The client comes relocated inside
 * Flink's registry jar, because Confluent does not publish it on Maven Central; where Confluent's repository is within
 * reach, only the imports of this class change.
 *
 * <p>Answers are cached for good, since a schema never changes under its id. A registry that does not answer is asked
 * again until the patience runs out, so that a stream waits for it instead of mistaking good records for bad ones.
 *
 * <p>Thread-safe.
 */
public final class SchemaRegistry implements AutoCloseable {

    /** Patience of a service: it waits for its registry for as long as it takes. */
    public static final Duration FOR_EVER = Duration.ofDays(36_500);

    private static final Logger log = LoggerFactory.getLogger(SchemaRegistry.class);
    private static final int CACHED_SCHEMAS_PER_SUBJECT = 1000;
    private static final Duration PAUSE_BETWEEN_TRIES = Duration.ofMillis(500);
    private static final int TOO_MANY_REQUESTS = 429;
    /** Confluent's client takes no subject for all of them. */
    private static final @Nullable String ALL_SUBJECTS = null;
    /** Of two who register one new schema at the same time, Apicurio refuses one; asked again, it knows the schema. */
    private static final int TRIES_AT_CONFLICT = 3;

    private final SchemaRegistryClient client;
    private final Duration patience;
    private final boolean registersSchemas;
    private final Map<Integer, Schema> schemasById = new ConcurrentHashMap<>();

    private SchemaRegistry(SchemaRegistryClient client, Duration patience, boolean registersSchemas) {
        this.client = client;
        this.patience = patience;
        this.registersSchemas = registersSchemas;
    }

    /**
     * Makes a client; nothing is asked of the registry yet.
     *
     * @param urls one or more addresses of the same registry, comma-separated; {@code mock://NAME} is one in memory
     * @param settings handed to the client as they are (authentication, TLS); {@code auto.register.schemas=false} makes
     *     this client look schemas up instead of registering them
     * @param patience how long to go on asking a registry that does not answer
     */
    public static SchemaRegistry connect(String urls, Map<String, String> settings, Duration patience) {
        SchemaRegistryClient client = SchemaRegistryClientFactory.newClient(
                List.of(urls.split("\\s*,\\s*")),
                CACHED_SCHEMAS_PER_SUBJECT,
                List.of(new AvroSchemaProvider()),
                settings,
                Map.of());
        return new SchemaRegistry(
                client, patience, Boolean.parseBoolean(settings.getOrDefault("auto.register.schemas", "true")));
    }

    /**
     * The id under which the subject knows the schema, which is registered first unless that is switched off.
     *
     * @throws RegistryException if the registry refuses the schema or does not know it
     * @throws RegistryUnavailableException if it did not answer
     */
    public int idOf(String subject, Schema schema) {
        AvroSchema parsed = new AvroSchema(schema.toString());
        return ask(
                "schema of subject " + subject,
                () -> registersSchemas ? client.register(subject, parsed) : client.getId(subject, parsed));
    }

    /**
     * The schema with this id.
     *
     * @throws RegistryException if there is none
     * @throws RegistryUnavailableException if the registry did not answer
     */
    public Schema schemaOf(int id) {
        Schema known = schemasById.get(id);
        if (known != null) {
            return known;
        }
        String text = ask("schema with id " + id, () -> client.getSchemaById(id).canonicalString());
        return requireNonNull(schemasById.computeIfAbsent(id, key -> new Schema.Parser().parse(text)));
    }

    /**
     * Has the registry refuse schemas by which older events could not be read any more, unless a subject says otherwise.
     *
     * @throws RegistryException if the registry refuses
     * @throws RegistryUnavailableException if it did not answer
     */
    public void demandCompatibility() {
        var unused = ask("compatibility", () -> client.updateCompatibility(ALL_SUBJECTS, "BACKWARD_TRANSITIVE"));
    }

    /** Whether the registry answers right now; never waits longer than one request. */
    public boolean answers() {
        try {
            var subjects = client.getAllSubjects();
            return subjects != null;
        } catch (IOException | RestClientException e) {
            log.atDebug().setCause(e).log("schema registry does not answer");
            return false;
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            log.atWarn().setCause(e).log("schema registry client did not close");
        }
    }

    private <T> T ask(String what, Question<T> question) {
        long givenUpAt = System.nanoTime() + patience.toNanos();
        boolean waiting = false;
        int conflicts = 0;
        while (true) {
            try {
                T answer = question.ask();
                if (waiting) {
                    log.atInfo().addKeyValue("asked", what).log("schema registry answers again");
                }
                return answer;
            } catch (RestClientException e) {
                boolean mayBePassing =
                        e.getStatus() == HttpURLConnection.HTTP_CONFLICT && ++conflicts < TRIES_AT_CONFLICT;
                if (isRefusal(e) && !mayBePassing) {
                    throw new RegistryException("schema registry refuses the " + what + ": " + e.getMessage(), e);
                }
                waiting = waitOrGiveUp(what, e, waiting, givenUpAt);
            } catch (IOException e) {
                waiting = waitOrGiveUp(what, e, waiting, givenUpAt);
            }
        }
    }

    /** A client error is final, except for missing credentials and overload, which an operator or time can mend. */
    private static boolean isRefusal(RestClientException e) {
        int status = e.getStatus();
        return status >= HttpURLConnection.HTTP_BAD_REQUEST
                && status < HttpURLConnection.HTTP_INTERNAL_ERROR
                && status != HttpURLConnection.HTTP_UNAUTHORIZED
                && status != HttpURLConnection.HTTP_FORBIDDEN
                && status != HttpURLConnection.HTTP_CLIENT_TIMEOUT
                && status != TOO_MANY_REQUESTS;
    }

    private static boolean waitOrGiveUp(String what, Exception cause, boolean alreadyWaiting, long givenUpAt) {
        if (System.nanoTime() >= givenUpAt) {
            throw new RegistryUnavailableException(
                    "schema registry did not answer for the " + what + ": " + cause.getMessage(), cause);
        }
        if (!alreadyWaiting) {
            log.atWarn()
                    .addKeyValue("asked", what)
                    .addKeyValue("cause", cause.getMessage())
                    .log("schema registry does not answer, waiting");
        }
        try {
            Thread.sleep(PAUSE_BETWEEN_TRIES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while waiting for the " + what, e);
        }
        return true;
    }

    private interface Question<T> {
        T ask() throws IOException, RestClientException;
    }
}
