package org.xraystream.service.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.event.ContentReference;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.registry.EventSerde;
import org.xraystream.registry.RegistryException;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.content.ContentUnavailableException;
import org.xraystream.service.content.PatientFetcher;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;

class UnprocessableRecordHandlerTest {

    private static final Map<String, String> REGISTERS_NOTHING = Map.of("auto.register.schemas", "false");

    private final Path folder;

    UnprocessableRecordHandlerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void sendsARecordThatCannotBeProcessedToTheDeadLettersAndGoesOn() {
        try (var driver = driver(
                scanId -> {
                    if (scanId.equals("odd")) {
                        throw new IllegalArgumentException("not like this");
                    }
                    return label(scanId);
                },
                "accepts",
                Map.of())) {
            send(driver, "odd", "even");

            assertThat(labels(driver)).containsExactly("even");
            assertThat(deadLetters(driver)).containsExactly("odd");
        }
    }

    @Test
    void blamesNoRecordForARegistryThatRefusesOurSchema() {
        try (var driver = driver(UnprocessableRecordHandlerTest::label, "refuses", REGISTERS_NOTHING)) {
            assertThatThrownBy(() -> send(driver, "1")).hasStackTraceContaining(RegistryException.class.getName());

            assertThat(deadLetters(driver)).isEmpty();
        }
    }

    @Test
    void blamesNoRecordForAStateStoreThatFails() {
        try (var driver = driver(
                scanId -> {
                    throw new ProcessorStateException("no space left on device");
                },
                "state",
                Map.of())) {
            assertThatThrownBy(() -> send(driver, "1")).hasRootCauseInstanceOf(ProcessorStateException.class);

            assertThat(deadLetters(driver)).isEmpty();
        }
    }

    @Test
    void blamesNoRecordForAContentStoreThatIsAway() {
        var fetcher = new ContentFetcher(List.of("file:///no-such-disk/"), 100);
        fetcher.close();
        var impatient = new PatientFetcher(fetcher, Clock.systemUTC());
        var reference = new ContentReference("file:///no-such-disk/x", "00", 1L);
        try (var driver = driver(
                scanId -> {
                    try {
                        return label(new String(impatient.fetch(reference, Instant.EPOCH), UTF_8));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "content",
                Map.of())) {
            assertThatThrownBy(() -> send(driver, "1"))
                    .hasStackTraceContaining(ContentUnavailableException.class.getName());

            assertThat(deadLetters(driver)).isEmpty();
        }
    }

    @Test
    void leavesADeadLetterInTheTraceOfItsRecord() {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        try (var driver = driver(
                scanId -> {
                    throw new IllegalArgumentException("not like this");
                },
                "accepts",
                Map.of())) {
            driver.createInputTopic("scans", new StringSerializer(), new StringSerializer())
                    .pipeInput(new TestRecord<>(
                            null, "odd", new RecordHeaders().add("traceparent", parent.getBytes(UTF_8))));

            TestRecord<String, String> letter = driver.createOutputTopic(
                            Topics.DEAD_LETTERS.name(), new StringDeserializer(), new StringDeserializer())
                    .readRecord();
            assertThat(letter.headers().lastHeader("traceparent").value())
                    .asString(UTF_8)
                    .isEqualTo(parent);
        }
    }

    private TopologyTestDriver driver(
            Function<String, Label> processing, String registryName, Map<String, String> registrySettings) {
        var labels = new EventSerde<>(
                Label.class, SchemaRegistry.connect("mock://" + registryName, registrySettings, Duration.ZERO));
        var builder = new StreamsBuilder();
        builder.stream("scans", Consumed.with(Serdes.String(), Serdes.String()))
                .mapValues(processing::apply)
                .to("labels", Produced.with(Serdes.String(), labels));
        Properties settings = StreamsSettings.forImages(
                "test",
                Connection.from(Settings.of(
                        Map.of("kafka.bootstrap.servers", "unused:1", "registry.url", "mock://" + registryName))));
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        return new TopologyTestDriver(builder.build(), settings);
    }

    private static void send(TopologyTestDriver driver, String... scanIds) {
        driver.createInputTopic("scans", new StringSerializer(), new StringSerializer())
                .pipeValueList(List.of(scanIds));
    }

    private static List<String> labels(TopologyTestDriver driver) {
        SchemaRegistry registry = SchemaRegistry.connect("mock://accepts", Map.of(), Duration.ZERO);
        return driver
                .createOutputTopic("labels", new StringDeserializer(), new EventSerde<>(Label.class, registry))
                .readValuesToList()
                .stream()
                .map(Label::getScanId)
                .toList();
    }

    private static List<String> deadLetters(TopologyTestDriver driver) {
        return driver.createOutputTopic(Topics.DEAD_LETTERS.name(), new StringDeserializer(), new StringDeserializer())
                .readValuesToList();
    }

    private static Label label(String scanId) {
        return Label.newBuilder()
                .setScanId(scanId)
                .setFinding(LabelFinding.NORMAL)
                .setReader("r1")
                .setLabelledAt(Instant.ofEpochMilli(2))
                .setSawModelResult(false)
                .build();
    }
}
