package org.xraystream.provision;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.xraystream.topic.Topics;

/** Gives a cluster what the product needs. Doing it again changes nothing, except for passwords that are others now. */
public final class Provision {
    private static final ScramCredentialInfo SCRAM = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 8192);

    private final Admin admin;

    /** Works through a client whose account may create topics, users and rights. */
    public Provision(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates the topics that are missing.
     *
     * @throws KafkaException if the cluster refuses
     */
    public void topics() throws InterruptedException {
        Topics.createMissing(admin);
    }

    /**
     * Makes these users, or gives them these passwords, and the rights that they need.
     *
     * @throws KafkaException if the cluster refuses, for instance because it has no authorizer
     */
    public void users(Map<ClusterUser, String> passwords) throws InterruptedException {
        List<AclBinding> rights = passwords.keySet().stream()
                .flatMap(user -> user.rights().stream())
                .toList();
        await("rights cannot be given", admin.createAcls(rights).all());
        List<UserScramCredentialAlteration> credentials = passwords.entrySet().stream()
                .<UserScramCredentialAlteration>map(
                        entry -> new UserScramCredentialUpsertion(entry.getKey().name(), SCRAM, entry.getValue()))
                .toList();
        await(
                "users cannot be made",
                admin.alterUserScramCredentials(credentials).all());
    }

    private static void await(String failure, KafkaFuture<Void> done) throws InterruptedException {
        try {
            var unused = done.get();
        } catch (ExecutionException e) {
            throw new KafkaException(failure + ": " + e.getCause(), e.getCause());
        }
    }
}
