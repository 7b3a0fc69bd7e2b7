package org.xraystream.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class KilledBrokerIT {
    private static final String TOPIC = "written";
    private static final int PRODUCERS = 24;
    private static final int COMMITS = 20 * PRODUCERS;
    private static final int WRITES = 12;
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(3);

    private static final List<TopicPartition> PARTITIONS = IntStream.range(0, 60)
            .mapToObj(number -> new TopicPartition(TOPIC, number))
            .toList();

    private final CountDownLatch committed = new CountDownLatch(COMMITS);

    @Test
    void leavesNoTransactionOpenWhenItComesBack(@TempDir Path directory) throws Exception {
        // Given
        try (var broker = BrokerProcess.start(directory, 0)) {
            createTopic(broker.bootstrapServers());
            List<Thread> writers = IntStream.range(0, PRODUCERS)
                    .mapToObj(number -> writer(broker.bootstrapServers(), number))
                    .toList();
            committed.await();
            broker.kill();
            for (Thread writer : writers) {
                writer.join();
            }
            TimeUnit.MILLISECONDS.sleep(LONGEST_TRANSACTION.toMillis());
        }

        // When
        try (var broker = BrokerProcess.start(directory, 0);
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            long deadline =
                    System.nanoTime() + LONGEST_TRANSACTION.multipliedBy(5).toNanos();
            while (!open(admin).isEmpty() && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(200);
            }

            // Then
            assertThat(open(admin)).isEmpty();
        }
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var topic = new NewTopic(TOPIC, PARTITIONS.size(), (short) 1);
            var unused = admin.createTopics(List.of(topic)).all().get();
        }
    }

    private Thread writer(String bootstrapServers, int number) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "transactional.id",
                "writer-" + number,
                "transaction.timeout.ms",
                (int) LONGEST_TRANSACTION.toMillis(),
                "max.block.ms",
                4_000,
                "delivery.timeout.ms",
                3_000,
                "request.timeout.ms",
                2_000);
        var thread = new Thread(() -> writeUntilTheBrokerIsGone(settings), "writer-" + number);
        thread.start();
        return thread;
    }

    private void writeUntilTheBrokerIsGone(Map<String, Object> settings) {
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        try {
            producer.initTransactions();
            while (true) {
                producer.beginTransaction();
                for (int write = 0; write < WRITES; write++) {
                    int partition = ThreadLocalRandom.current().nextInt(PARTITIONS.size());
                    var unused = producer.send(new ProducerRecord<>(TOPIC, partition, "key", "value"));
                }
                producer.commitTransaction();
                committed.countDown();
            }
        } catch (KafkaException e) {
            // The broker is gone, and so is the transaction; what becomes of it is the question.
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    /** Where transactions stand open, by partition and producer. */
    private static List<String> open(Admin admin) throws InterruptedException, ExecutionException {
        return admin.describeProducers(PARTITIONS).all().get().entrySet().stream()
                .flatMap(partition -> partition.getValue().activeProducers().stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .map(producer -> partition.getKey() + " " + producer.producerId()))
                .toList();
    }
}
