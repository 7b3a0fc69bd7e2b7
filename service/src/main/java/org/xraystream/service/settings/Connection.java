package org.xraystream.service.settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.xraystream.registry.SchemaRegistry;

/**
 * How to reach the Kafka cluster and the schema registry.
 *
 * @param kafka settings for Kafka's clients, {@code bootstrap.servers} among them
 * @param registryUrls addresses of the schema registry, comma-separated
 * @param registry further settings for the registry's client
 */
public record Connection(Map<String, String> kafka, String registryUrls, Map<String, String> registry) {

    private static final String KAFKA = "kafka.";
    private static final String REGISTRY = "registry.";

    public Connection {
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
        if (kafka.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "").isBlank()) {
            throw new InvalidSettingException("kafka.bootstrap.servers is missing: give host:port of the brokers");
        }
        if (registryUrls.isBlank()) {
            throw new InvalidSettingException("registry.url is missing: give the address of the schema registry");
        }
    }

    /** The connection in the settings below {@code kafka.} and {@code registry.}. */
    public static Connection from(Settings settings) {
        settings.text(KAFKA + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        var registry = new HashMap<>(settings.below(REGISTRY));
        registry.remove("url");
        return new Connection(settings.below(KAFKA), settings.text(REGISTRY + "url"), registry);
    }

    /** A client of the registry. */
    public SchemaRegistry schemaRegistry(Duration patience) {
        return SchemaRegistry.connect(registryUrls, registry, patience);
    }

    /** Settings for a Kafka client, to be added to. */
    public Map<String, Object> clientSettings() {
        return new HashMap<>(kafka);
    }
}
