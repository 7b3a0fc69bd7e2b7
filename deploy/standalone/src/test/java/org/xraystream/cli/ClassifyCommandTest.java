package org.xraystream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.engine.TestBundles;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.TestScans;

class ClassifyCommandTest {
    private final Cli cli;
    private final Path folder;
    private final Path bundle;

    ClassifyCommandTest(@TempDir Path folder) throws IOException {
        this.cli = new Cli(folder);
        this.folder = folder;
        this.bundle =
                Files.write(folder.resolve("bundle.zip"), TestBundles.small(1).bytes());
    }

    @Test
    void printsOneObjectAFileInTheOrderOfTheFiles() throws IOException {
        // Given
        for (int i = 0; i < 40; i++) {
            save(
                    String.format("images/%02d.jpeg", i),
                    i == 7 ? TestScans.textNamedJpeg() : TestScans.radiograph(i, 0.5));
        }

        // When
        Cli.Run run = cli.run("classify", "--json", "--model", bundle, folder.resolve("images"));

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<JsonNode> objects = run.objects();
        assertThat(objects)
                .extracting(object ->
                        Path.of(object.get("path").asText()).getFileName().toString())
                .hasSize(40)
                .isSorted();
        JsonNode classified = objects.get(0);
        assertThat(classified.get("finding").asText()).isIn("NORMAL", "PNEUMONIA", "UNCERTAIN");
        assertThat(classified.get("model").asText()).isEqualTo("small-1");
        JsonNode probabilities = classified.get("probabilities");
        assertThat(probabilities.get("NORMAL").asDouble()
                        + probabilities.get("BACTERIAL_PNEUMONIA").asDouble()
                        + probabilities.get("VIRAL_PNEUMONIA").asDouble())
                .isBetween(0.999, 1.001);
        assertThat(objects.get(7).get("rejected").asText()).isEqualTo("UNSUPPORTED_FORMAT");
        assertThat(objects.get(7).get("detail").asText()).isNotEmpty();
        assertThat(run.err()).contains("40 files").contains("1 rejected");
    }

    @Test
    void printsATableForPeople() throws IOException {
        Path image = save("scan.jpeg", TestScans.radiograph(3, 0.2));

        Cli.Run run = cli.run("classify", "--model", bundle, image);

        assertThat(run.lines()).hasSize(2);
        assertThat(run.lines().get(0)).startsWith("PATH").contains("FINDING", "VIRAL", "MODEL");
        assertThat(run.lines().get(1)).startsWith(image.toString()).contains("small-1", "AGE_UNKNOWN");
    }

    @Test
    void failsForAPathThatDoesNotExistButClassifiesTheOthers() throws IOException {
        Path image = save("scan.jpeg", TestScans.radiograph(3, 0.2));

        Cli.Run run = cli.run("classify", "--json", "--model", bundle, folder.resolve("gone.jpeg"), image);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.objects()).hasSize(1);
        assertThat(run.err()).contains("gone.jpeg: no such file or folder");
    }

    @Test
    void failsWithOneLineForABundleThatIsNone() throws IOException {
        Path image = save("scan.jpeg", TestScans.radiograph(3, 0.2));

        Cli.Run run = cli.run("classify", "--model", image, image);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("xraystream: NOT_A_BUNDLE").hasLineCount(1);
    }

    private Path save(String name, EncodedImage image) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, image.content());
    }
}
