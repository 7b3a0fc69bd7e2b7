package org.xraystream.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that was killed stands in the controller's log as alive and leading, and is deposed seconds after the next
 * start, in the midst of the new broker's work. A transaction that is ended in that moment loses its markers
 * (KAFKA-20734) and stays open for ever, so the controller is told before a broker starts: see
 * {@code docs/decisions/010-what-happens-when-the-only-broker-is-killed.md}.
 */
final class KilledBroker {
    /** Written by a broker as the last thing when it is stopped in order. */
    private static final String STOPPED_IN_ORDER = ".kafka_cleanshutdown";

    private static final String METADATA = "__cluster_metadata-0";
    private static final int PATIENCE_SECONDS = 30;

    private static final Logger log = LoggerFactory.getLogger(KilledBroker.class);

    private final Properties properties;

    /** The broker that worked before with these properties, if any. */
    KilledBroker(Properties properties) {
        this.properties = properties;
    }

    /** Whether a broker worked on the folder, without others to depose it, and was not stopped in order. */
    boolean isThere() {
        Path logs = Path.of(properties.getProperty("log.dirs"));
        boolean isAlone = !properties.getProperty("controller.quorum.voters").contains(",");
        return isAlone && Files.exists(logs.resolve(METADATA)) && !Files.exists(logs.resolve(STOPPED_IN_ORDER));
    }

    /**
     * Has the controller, running alone meanwhile, strike the broker out; none of its partitions has a leader then
     * until a broker starts.
     */
    void depose() throws InterruptedException {
        log.atWarn()
                .addKeyValue("brokerId", properties.getProperty("node.id"))
                .log("the broker before was killed, and is deposed");
        var controller = new KafkaRaftServer(KafkaConfig.fromProps(controllerAlone(), false), Time.SYSTEM);
        controller.startup();
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, controllerAddress()))) {
            int id = Integer.parseInt(properties.getProperty("node.id"));
            var unused = admin.unregisterBroker(id).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw new IllegalStateException("The killed broker could not be struck out", e.getCause());
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("The controller does not answer", e);
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private Properties controllerAlone() {
        var alone = new Properties();
        alone.putAll(properties);
        alone.setProperty("process.roles", "controller");
        alone.setProperty(
                "listeners", properties.getProperty("controller.listener.names") + "://" + controllerAddress());
        alone.remove("advertised.listeners");
        return alone;
    }

    private String controllerAddress() {
        return properties.getProperty("controller.quorum.voters").replaceFirst("^\\d+@", "");
    }
}
