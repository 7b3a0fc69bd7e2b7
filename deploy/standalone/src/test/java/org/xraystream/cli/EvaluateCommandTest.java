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
import org.xraystream.evaluation.Score;
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

    @Test
    void givesEveryScoreItsIntervalAndScoresSubgroupsApart() throws IOException {
        TestFolders.labelled(data, 6);

        JsonNode result = cli.run("evaluate", "--json", "--model", bundle, "--data", data)
                .objects()
                .get(0);

        for (Score score : Score.inOrder()) {
            assertThat(result.get("scores").get(score.key()).fieldNames())
                    .toIterable()
                    .containsExactly("value", "low", "high");
        }
        assertThat(result.at("/confusionOfThree/NORMAL/NORMAL").asInt()
                        + result.at("/confusionOfThree/NORMAL/BACTERIAL_PNEUMONIA")
                                .asInt()
                        + result.at("/confusionOfThree/NORMAL/VIRAL_PNEUMONIA").asInt())
                .isEqualTo(6);
        assertThat(result.get("subgroups").findValuesAsText("by")).contains("SERIES", "SIZE", "CLASS");
        assertThat(result.at("/subgroups/0/images").asInt()).isEqualTo(6);
        assertThat(result.at("/subgroups/0/scores/sensitivity/value").isNumber())
                .isTrue();
        assertThat(result.at("/subgroups/0/scores/specificity/value").isNull()).isTrue();
    }

    @Test
    void writesAReportOfWhatItPrints() throws IOException {
        TestFolders.labelled(data, 4);
        save("NORMAL/IM-9000-0001.jpeg", TestScans.textPage());
        Path folder = data.resolveSibling("report");

        Cli.Run run = cli.run("evaluate", "--model", bundle, "--data", data, "--report", folder);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("The report is " + folder.resolve("report.html"));
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("How well does model small-1 read chest radiographs?", "12 chest radiographs of 12 children")
                .contains("IM-9000-0001.jpeg", "NOT_A_CHEST_RADIOGRAPH")
                .contains("its scores mean nothing")
                .doesNotContain("Kermany");
        assertThat(folder.resolve("roc.png")).isNotEmptyFile();
    }

    @Test
    void saysBeforeItReadsThatTheReportCannotBeWritten() throws IOException {
        TestFolders.labelled(data, 1);

        Cli.Run run = cli.run("evaluate", "--model", bundle, "--data", data, "--report", bundle);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("the report cannot be written to " + bundle)
                .hasLineCount(1);
    }

    @Test
    void countsPneumoniaOfUnknownKindWhereTwoClassesAreToldApart() throws IOException {
        TestFolders.labelled(data, 3);
        save("PNEUMONIA/who.jpeg", TestScans.radiograph(77, 0.9));

        JsonNode result = cli.run("evaluate", "--json", "--classes", "2", "--model", bundle, "--data", data)
                .objects()
                .get(0);

        assertThat(result.get("images").asInt()).isEqualTo(10);
        assertThat(result.get("unlabelled")).isEmpty();
        assertThat(result.at("/scores/auc/value").isNumber()).isTrue();
        assertThat(result.at("/scores/accuracyOfThree/value").isNull()).isTrue();
    }

    @Test
    void scoresTheTestPartOfPneumoniaMnist() {
        Cli.Run run = cli.run("evaluate", "--json", "--classes", "2", "--model", bundle, "--data", TestFolders.MNIST);

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode result = run.objects().get(0);
        assertThat(result.get("images").asInt()).isEqualTo(18);
        assertThat(result.get("children").asInt()).isEqualTo(18);
    }

    @Test
    void saysThatPneumoniaMnistTellsNoKinds() {
        Cli.Run run = cli.run("evaluate", "--model", bundle, "--data", TestFolders.MNIST);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("give --classes 2").hasLineCount(1);
    }

    private void save(String name, EncodedImage image) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, image.content());
    }
}
