package org.xraystream.provision;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.xraystream.topic.Topic;
import org.xraystream.topic.Topics;

/**
 * One who connects to Kafka, and all that it may do there. Whoever may read or write a topic may also look at its
 * settings; nobody may delete one, or see what others keep beside ours.
 *
 * @param name of the account
 * @param reads topics that it reads
 * @param writes topics that it writes
 * @param groups how the names of its consumer groups begin
 * @param transactions how the names begin under which it writes in transactions
 * @param state what stands before the names of the topics in which it keeps its own state
 */
public record ClusterUser(
        String name,
        List<Topic<?, ?>> reads,
        List<Topic<?, ?>> writes,
        List<String> groups,
        List<String> transactions,
        List<String> state) {

    /** Classifies scans and serves the reading room, whose operators redrive, recall and release. */
    public static final ClusterUser STREAM_APP = new ClusterUser(
            "stream-app",
            List.of(
                    Topics.SCANS,
                    Topics.DIAGNOSES,
                    Topics.REJECTIONS,
                    Topics.DEAD_LETTERS,
                    Topics.REDRIVES,
                    Topics.PREPARED,
                    Topics.LABELS,
                    Topics.MODELS,
                    Topics.QUALITY,
                    Topics.AUDIT),
            List.of(
                    Topics.SCANS,
                    Topics.DIAGNOSES,
                    Topics.SHADOW_DIAGNOSES,
                    Topics.REJECTIONS,
                    Topics.DEAD_LETTERS,
                    Topics.REDRIVES,
                    Topics.PREPARED,
                    Topics.LABELS,
                    Topics.MODELS,
                    Topics.AUDIT),
            List.of("xraystream"),
            List.of("xraystream"),
            List.of("xraystream-"));

    /** Learns from labels, releases models and watches how they do. */
    public static final ClusterUser TRAINER = new ClusterUser(
            "trainer",
            List.of(
                    Topics.DIAGNOSES,
                    Topics.SHADOW_DIAGNOSES,
                    Topics.PREPARED,
                    Topics.LABELS,
                    Topics.MODELS,
                    Topics.AUDIT),
            List.of(Topics.MODELS, Topics.QUALITY, Topics.DEAD_LETTERS, Topics.AUDIT),
            List.of("xraystream-trainer", "xraystream-quality"),
            List.of("xraystream-trainer", "xraystream-quality"),
            List.of("xraystream-trainer-", "xraystream-quality-"));

    /** Sends scans, by hand or as the gateway from modalities, and can read none. */
    public static final ClusterUser MODALITY = new ClusterUser(
            "modality",
            List.of(Topics.INTAKE),
            List.of(Topics.SCANS, Topics.INTAKE),
            List.of(),
            List.of("xraystream-intake-"),
            List.of());

    /** Takes results into the hospital's records: a program of the hospital's own, or the gateway to record systems. */
    public static final ClusterUser RECORDS = new ClusterUser(
            "records",
            List.of(Topics.DIAGNOSES, Topics.REJECTIONS, Topics.LABELS, Topics.FHIR),
            List.of(Topics.FHIR, Topics.UNDELIVERED, Topics.DEAD_LETTERS),
            List.of("records", "xraystream-ehr"),
            List.of("xraystream-ehr"),
            List.of("xraystream-ehr-"));

    /** People at the command line: everything that its commands do. */
    public static final ClusterUser OPERATOR = new ClusterUser(
            "operator",
            Topics.all(),
            List.of(
                    Topics.SCANS,
                    Topics.DIAGNOSES,
                    Topics.LABELS,
                    Topics.MODELS,
                    Topics.AUDIT,
                    Topics.FHIR,
                    Topics.REDRIVES),
            List.of("xraystream"),
            List.of("xraystream-ehr-redrive"),
            List.of());

    private static final List<ClusterUser> ALL_USERS = List.of(STREAM_APP, TRAINER, MODALITY, RECORDS, OPERATOR);
    private static final String ANY_HOST = "*";

    public ClusterUser {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
        groups = List.copyOf(groups);
        transactions = List.copyOf(transactions);
        state = List.copyOf(state);
    }

    /** Everybody who works with the product's topics. */
    public static List<ClusterUser> all() {
        return ALL_USERS;
    }

    /** The user of this name. */
    public static Optional<ClusterUser> named(String name) {
        return ALL_USERS.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    /** Its rights, as the broker knows them. */
    public List<AclBinding> rights() {
        return Stream.of(
                        reads.stream().map(topic -> right(ResourceType.TOPIC, topic.name(), LITERAL, READ)),
                        writes.stream().map(topic -> right(ResourceType.TOPIC, topic.name(), LITERAL, WRITE)),
                        groups.stream().map(group -> right(ResourceType.GROUP, group, PREFIXED, READ)),
                        transactions.stream().map(id -> right(ResourceType.TRANSACTIONAL_ID, id, PREFIXED, WRITE)),
                        state.stream().map(topics -> right(ResourceType.TOPIC, topics, PREFIXED, ALL)))
                .flatMap(rights -> rights)
                .toList();
    }

    private AclBinding right(ResourceType type, String resource, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, resource, pattern),
                new AccessControlEntry("User:" + name, ANY_HOST, operation, AclPermissionType.ALLOW));
    }
}
