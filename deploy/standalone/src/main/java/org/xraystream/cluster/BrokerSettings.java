package org.xraystream.cluster;

import java.nio.file.Path;
import java.util.Properties;

/**
 * Settings of the single broker of {@link BrokerProcess}.
 *
 * @param port where clients connect
 * @param controllerPort where the broker talks to its own controller
 * @param logs folder of the topics
 */
record BrokerSettings(int port, int controllerPort, Path logs) {
    /** Largest record batch, in bytes: a 16 MiB payload and everything around it. */
    static final int MAX_MESSAGE_BYTES = 20 * 1024 * 1024;

    private static final String HOST = "127.0.0.1";

    /** Where clients connect. */
    String bootstrapServers() {
        return HOST + ":" + port;
    }

    Properties toProperties() {
        var properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty(
                "listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        properties.setProperty("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        properties.setProperty("log.dirs", logs.toString());

        // A mistyped topic is an error, not a new topic.
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("message.max.bytes", String.valueOf(MAX_MESSAGE_BYTES));
        properties.setProperty("replica.fetch.max.bytes", String.valueOf(MAX_MESSAGE_BYTES));

        // One broker holds everything, for few clients.
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "5");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "5");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(16 * 1024 * 1024));

        // To depose the only broker because the machine was busy for a while helps nobody and can hang a transaction.
        properties.setProperty("broker.session.timeout.ms", "30000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");

        // How long a killed process holds up the living: the defaults make it tens of seconds.
        properties.setProperty("group.min.session.timeout.ms", "1000");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        return properties;
    }
}
