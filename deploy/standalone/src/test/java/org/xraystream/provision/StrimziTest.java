package org.xraystream.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/**
 * Holds the chart's Strimzi resources equal to the catalogue of topics and users. After a change there, run with
 * {@code -Dstrimzi.write=true} and commit what it writes.
 */
class StrimziTest {
    private static final Path FILE = Path.of("../kubernetes/xraystream/templates/strimzi.yaml");

    private static final String HEAD = """
            {{/* Written by StrimziTest from Topics and ClusterUser; not to be edited. */}}
            {{- if .Values.strimzi.enabled }}
            """;

    @Test
    void chartAsksStrimziForExactlyOurTopicsUsersAndRights() throws IOException {
        if (Boolean.getBoolean("strimzi.write")) {
            Files.writeString(FILE, resources());
        }

        assertThat(Files.readString(FILE)).isEqualTo(resources());
    }

    private static String resources() {
        return Stream.concat(
                        Topics.all().stream().map(StrimziTest::topic),
                        ClusterUser.all().stream().map(StrimziTest::user))
                .collect(Collectors.joining("", HEAD, "{{- end }}\n"));
    }

    private static String head(String kind, String name) {
        return """
                ---
                apiVersion: kafka.strimzi.io/v1beta2
                kind: %s
                metadata:
                  name: %s
                  namespace: {{ .Values.strimzi.namespace | default .Release.Namespace }}
                  labels: {strimzi.io/cluster: {{ required "strimzi.cluster must be given" .Values.strimzi.cluster }}}
                """.formatted(kind, name);
    }

    private static String topic(Topic<?, ?> topic) {
        String settings = new TreeMap<>(topic.settings())
                .entrySet().stream()
                        .map(entry -> "    %s: \"%s\"\n".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
        return head("KafkaTopic", topic.name())
                + "spec:\n  partitions: %d\n  replicas: {{ .Values.strimzi.replicas }}\n  config:\n%s"
                        .formatted(topic.partitions(), settings);
    }

    private static String user(ClusterUser user) {
        Map<ResourcePattern, List<AclBinding>> byResource =
                user.rights().stream().collect(Collectors.groupingBy(AclBinding::pattern));
        String rights = byResource.entrySet().stream()
                .map(entry -> right(entry.getKey(), entry.getValue()))
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.joining());
        return head("KafkaUser", user.name())
                + "spec:\n  authentication: {type: scram-sha-512}\n  authorization:\n    type: simple\n    acls:\n"
                + rights;
    }

    private static String right(ResourcePattern resource, List<AclBinding> rights) {
        String operations = rights.stream()
                .map(right -> capitalised(right.entry().operation().name()))
                .sorted()
                .collect(Collectors.joining(", "));
        return "      - resource: {type: %s, name: %s, patternType: %s}\n        operations: [%s]\n"
                .formatted(
                        type(resource.resourceType()),
                        resource.name(),
                        resource.patternType().name().toLowerCase(Locale.ROOT).replace("prefixed", "prefix"),
                        operations);
    }

    private static String type(ResourceType type) {
        return switch (type) {
            case TOPIC -> "topic";
            case GROUP -> "group";
            case TRANSACTIONAL_ID -> "transactionalId";
            default -> throw new IllegalArgumentException("no right is given on " + type);
        };
    }

    private static String capitalised(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
