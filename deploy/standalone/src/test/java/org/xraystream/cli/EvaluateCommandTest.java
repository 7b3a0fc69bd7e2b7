package org.xraystream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.engine.TestBundles;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.TestScans;

class EvaluateCommandTest {
    private final Cli cli;
    private final Path data;
    private final Path bundle;

    EvaluateCommandTest(@TempDir Path folder) throws IOException {
        this.cli = new Cli(folder);
        this.data = Files.createDirectory(folder.resolve("data"));
        this.bundle =
                Files.write(folder.resolve("bundle.zip"), TestBundles.small(1).bytes());
    }

    @Test
    void accountsForEveryImage() throws IOException {
        // Given
        TestFolders.labelled(data, 10);
        save("NORMAL/IM-9000-0001.jpeg", TestScans.textPage());
        save("PNEUMONIA/who.jpeg", TestScans.greyJpeg());

        // When
        Cli.Run run = cli.run("evaluate", "--json", "--model", bundle, "--data", data);

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.objects()).hasSize(1);
        JsonNode result = run.objects().get(0);
        assertThat(result.get("model").asText()).isEqualTo("small-1");
        assertThat(result.get("images").asInt()).isEqualTo(30);
        assertThat(result.get("children").asInt()).isEqualTo(30);
        assertThat(result.get("rejected")).hasSize(1);
        assertThat(result.at("/rejected/0/path").asText()).endsWith("IM-9000-0001.jpeg");
        assertThat(result.at("/rejected/0/rejected").asText()).isEqualTo("NOT_A_CHEST_RADIOGRAPH");
        assertThat(result.at("/unlabelled/0").asText()).endsWith("who.jpeg");
        assertThat(result.get("seenInTraining").asText()).isEqualTo("UNKNOWN");
        JsonNode decided = result.get("decidedConfusion");
        assertThat(decided.get("truePositives").asInt()
                        + decided.get("falsePositives").asInt()
                        + decided.get("trueNegatives").asInt()
                        + decided.get("falseNegatives").asInt()
                        + result.get("undecided").asInt())
                .isEqualTo(30);
        assertThat(run.err())
                .contains("who.jpeg: neither folder nor name tells the category")
                .contains("IM-9000-0001.jpeg: NOT_A_CHEST_RADIOGRAPH")
                .contains("31 images: 1 rejected")
                .contains("its scores mean nothing");
    }

    @Test
    void scoresWhatClassifySays() throws IOException {
        // Given
        TestFolders.labelled(data, 4);
        long right = cli.run("classify", "--json", "--model", bundle, data).objects().stream()
                .filter(object -> {
                    double normal = object.at("/probabilities/NORMAL").asDouble();
                    return (normal <= 0.5) == object.get("path").asText().contains("PNEUMONIA");
                })
                .count();

        // When
        Cli.Run run = cli.run("evaluate", "--json", "--model", bundle, "--data", data);

        // Then
        JsonNode accuracy = run.objects().get(0).at("/scores/accuracy");
        assertThat(accuracy.get("value").asDouble()).isCloseTo(right / 12.0, within(1e-9));
        assertThat(accuracy.get("low").asDouble())
                .isLessThanOrEqualTo(accuracy.get("value").asDouble());
        assertThat(accuracy.get("high").asDouble())
                .isGreaterThanOrEqualTo(accuracy.get("value").asDouble());
    }

    @Test
    void printsATableForPeople() throws IOException {
        TestFolders.labelled(data, 2);

        Cli.Run run = cli.run("evaluate", "--model", bundle, "--data", data);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.lines().get(0)).startsWith("SCORE").contains("VALUE", "95% INTERVAL", "MEANING");
        assertThat(run.lines().get(1)).startsWith("rejected").contains(" 0 ");
        assertThat(run.lines().get(2)).startsWith("images").contains(" 6 ", "6 children");
        assertThat(run.out()).contains("\nauc ", "\nlogLoss ", "\nundecided ", "\ndecided.specificity ");
    }

    @Test
    void givesNoNumberWhereOneClassAloneDefinesNone() throws IOException {
        save("NORMAL/IM-0001-0001.jpeg", TestScans.greyJpeg());

        Cli.Run forPeople = cli.run("evaluate", "--model", bundle, "--data", data);
        Cli.Run forPrograms = cli.run("evaluate", "--json", "--model", bundle, "--data", data);

        assertThat(forPeople.out()).containsPattern("auc +undefined");
        assertThat(forPrograms.objects().get(0).at("/scores/auc/value").isNull())
                .isTrue();
    }

    @Test
    void failsWhereNothingIsLeftToScore() throws IOException {
        save("NORMAL/IM-0001-0001.jpeg", TestScans.truncatedJpeg());

        Cli.Run run = cli.run("evaluate", "--model", bundle, "--data", data);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("IM-0001-0001.jpeg: UNREADABLE").contains("xraystream: nothing to score");
    }

    @Test
    void failsWithOneLineForAFolderWithoutImages() {
        Cli.Run run = cli.run("evaluate", "--data", data);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no labelled image below").hasLineCount(1);
    }

    @Test
    void failsWithOneLineForABundleThatIsNone() throws IOException {
        TestFolders.labelled(data, 1);

        Cli.Run run = cli.run("evaluate", "--data", data, "--model", data.resolve("NORMAL/IM-0000-0001.jpeg"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("xraystream: NOT_A_BUNDLE").hasLineCount(1);
    }

    private void save(String name, EncodedImage image) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, image.content());
    }
}
