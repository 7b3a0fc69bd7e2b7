package org.xraystream.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the schemas against every released version of them. At a release, run this test with
 * {@code -Dschemas.release=VERSION} once: it writes the schemas of that version, to be committed.
 */
class SchemaEvolutionTest {

    private static final Path RELEASED = Path.of("src/test/resources/released");

    static List<Schema> events() {
        return List.of(
                Scan.getClassSchema(),
                Diagnosis.getClassSchema(),
                Rejection.getClassSchema(),
                PreparedScan.getClassSchema(),
                Label.getClassSchema(),
                ModelRelease.getClassSchema(),
                LiveQuality.getClassSchema(),
                AuditEvent.getClassSchema(),
                FhirReport.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsWhatEveryReleasedVersionWrote(Schema event) throws IOException {
        String release = System.getProperty("schemas.release");
        if (release != null) {
            Files.createDirectories(RELEASED.resolve(release));
            Files.writeString(
                    RELEASED.resolve(release).resolve(event.getName() + ".avsc"), event.toString(true) + "\n");
        }

        List<Schema> released = released(event.getName());

        assertThat(released).isNotEmpty().allSatisfy(writer -> {
            var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(event, writer);
            assertThat(compatibility.getType())
                    .as(compatibility.getDescription())
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        });
    }

    @ParameterizedTest
    @MethodSource("events")
    void documentsEveryField(Schema event) {
        assertThat(undocumented(event, new ArrayList<>())).isEmpty();
    }

    @Test
    void noticesAnIncompatibleChange() {
        Schema released = new Schema.Parser().parse("""
                {"type": "record", "name": "Scan", "fields": [{"name": "a", "type": "string"}]}""");
        Schema changed = new Schema.Parser().parse("""
                {"type": "record", "name": "Scan", "fields": [{"name": "b", "type": "string"}]}""");

        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(changed, released)
                        .getType())
                .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    }

    private static List<Schema> released(String name) throws IOException {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            return files.filter(file -> file.getFileName().toString().equals(name + ".avsc"))
                    .map(SchemaEvolutionTest::parse)
                    .toList();
        }
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> undocumented(Schema schema, List<String> found) {
        if (schema.getDoc() == null) {
            found.add(schema.getFullName());
        }
        for (Schema.Field field : schema.getFields()) {
            if (field.doc() == null) {
                found.add(schema.getName() + "." + field.name());
            }
            Schema type = field.schema();
            Stream<Schema> types = type.isUnion() ? type.getTypes().stream() : Stream.of(type);
            types.filter(part -> part.getType() == Schema.Type.RECORD).forEach(part -> undocumented(part, found));
        }
        return found;
    }
}
