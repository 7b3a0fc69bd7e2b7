package org.xraystream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xraystream.image.TestScans;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.ZipArchive;

class TrainCommandTest {
    /** Enough children for one batch and for some of each category held out. */
    private static final int CHILDREN_OF_EACH = 18;

    private static final List<String> QUICK = List.of("--epochs", "1", "--validation-share", "0.3");

    private final Cli cli;
    private final Path folder;
    private final Path data;
    private final Path bundle;
    private final Path checkpoint;

    TrainCommandTest(@TempDir Path folder) {
        this.cli = new Cli(folder);
        this.folder = folder;
        this.data = folder.resolve("data");
        this.bundle = folder.resolve("trained.zip");
        this.checkpoint = folder.resolve("trained.zip.checkpoint");
    }

    @Test
    void trainsAModelThatEvaluateKnowsToHaveSeenItsData() throws Exception {
        // Given
        TestFolders.labelled(data, CHILDREN_OF_EACH);
        Files.write(
                data.resolve("PNEUMONIA/person999_virus_1.jpeg"),
                TestScans.truncatedJpeg().content());

        // When
        Cli.Run run = cli.run(train("--json", "--seed", "1", "--model-version", "tiny-1"));

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode result = run.objects().get(0);
        assertThat(run.objects()).hasSize(1);
        ModelBundle written = ModelBundle.read(Files.readAllBytes(bundle));
        assertThat(written.manifest().version()).isEqualTo("tiny-1");
        assertThat(written.manifest().provenance().hyperparameters()).containsEntry("epochs", "1");
        assertThat(result.get("model").asText()).isEqualTo("tiny-1");
        assertThat(result.get("sha256").asText()).isEqualTo(written.sha256());
        assertThat(result.at("/trainedOn/images").asInt() + result.get("images").asInt())
                .isEqualTo(3 * CHILDREN_OF_EACH);
        assertThat(result.at("/scores/auc/value").asDouble())
                .isEqualTo(written.manifest().provenance().scores().get("auc"))
                .isBetween(
                        result.at("/scores/auc/low").asDouble(),
                        result.at("/scores/auc/high").asDouble());
        assertThat(result.at("/leftOut/0/path").asText()).isEqualTo("PNEUMONIA/person999_virus_1.jpeg");
        assertThat(run.err())
                .contains("person999_virus_1.jpeg is left out: UNREADABLE")
                .contains("epoch 1 of 1: loss")
                .contains("pictures left out: 1");
        assertThat(checkpoint).doesNotExist();

        Cli.Run evaluation = cli.run("evaluate", "--json", "--model", bundle, "--data", folder);
        assertThat(evaluation.exitCode()).as(evaluation.err()).isZero();
        assertThat(evaluation.objects().get(0).get("seenInTraining").asText()).isEqualTo("PART");
        assertThat(evaluation.err())
                .contains("was trained on " + result.at("/trainedOn/images").asInt() + " of these images");
    }

    @Test
    void keepsAPartOfARandomSplitForTheTestAndReportsOnIt() throws Exception {
        // Given
        TestFolders.labelled(data, 30);
        Path report = folder.resolve("report");

        // When
        Cli.Run run = cli.run(train("--json", "--split", "random", "--report", report.toString()));

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode result = run.objects().get(0);
        var provenance = ModelBundle.read(Files.readAllBytes(bundle)).manifest().provenance();
        assertThat(result.get("scoredOn").asText()).isEqualTo("test");
        assertThat(result.get("images").asInt()
                        + provenance.trainedOn().examples()
                        + provenance.heldOut().examples())
                .isEqualTo(90);
        assertThat(result.at("/training/images").asInt())
                .isEqualTo(provenance.trainedOn().examples());
        assertThat(result.at("/training/scores/accuracy").isNumber()).isTrue();
        assertThat(provenance.split()).startsWith("by image");
        assertThat(run.err())
                .contains("Neither training nor calibration has seen these images")
                .contains("flatters");
        assertThat(Files.readString(report.resolve("report.html")))
                .contains("the part of the data kept for the test", "by image")
                .contains("Neither training nor calibration");
        assertThat(report.resolve("accuracy.png")).isNotEmptyFile();

        Cli.Run evaluation = cli.run("evaluate", "--json", "--model", bundle, "--data", folder);
        assertThat(evaluation.objects().get(0).get("seenInTraining").asText()).isEqualTo("PART");
    }

    @Test
    void learnsFromPneumoniaMnistAsItIsGiven() throws Exception {
        Cli.Run run = cli.run(
                "train",
                "--json",
                "--data",
                TestFolders.MNIST,
                "--out",
                bundle,
                "--epochs",
                "1",
                "--classes",
                "2",
                "--split",
                "given");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode result = run.objects().get(0);
        assertThat(result.get("images").asInt()).isEqualTo(18);
        assertThat(result.get("scoredOn").asText()).isEqualTo("test");
        assertThat(run.err())
                .contains("each image counts as a child of its own")
                .contains("The folder val is too small to calibrate on");
        assertThat(ModelBundle.read(Files.readAllBytes(bundle))
                        .manifest()
                        .provenance()
                        .trainedOn()
                        .examples())
                .isBetween(60, 95);
    }

    @Test
    void demandsKindsOfPneumoniaWhereThreeClassesAreToldApart() {
        Cli.Run run = cli.run("train", "--data", TestFolders.MNIST, "--out", bundle);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("--classes 2");
        assertThat(bundle).doesNotExist();
    }

    @Test
    void remembersForWhichHospitalsItTrained() throws IOException, InvalidBundleException {
        TestFolders.labelled(data, CHILDREN_OF_EACH);

        Cli.Run run = cli.run(train("--epochs", "1", "--home-share", "1"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(ModelBundle.read(Files.readAllBytes(bundle))
                        .manifest()
                        .provenance()
                        .hyperparameters())
                .containsEntry("homeShare", "1.0");
    }

    @Test
    void refusesAShareThatIsNone() {
        Cli.Run run = cli.run(train("--home-share", "1.5"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("homeShare: 1.5 given, 0 to 1 needed");
    }

    @Test
    void goesOnWhereItWasCutOff() throws IOException {
        // Given
        TestFolders.labelled(data, CHILDREN_OF_EACH);
        assertThat(runUntil("epoch 1 of 2", train("--epochs", "2"))).doesNotContain("epoch 2 of 2");
        assertThat(checkpoint).exists();

        // When
        Cli.Run resumed = cli.run(train("--epochs", "2", "--resume"));

        // Then
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.err())
                .contains("Going on from " + checkpoint)
                .doesNotContain("epoch 1 of 2")
                .contains("epoch 2 of 2");
        assertThat(resumed.lines().get(0)).startsWith("SCORE");
        assertThat(resumed.out()).contains("\nauc ", "\ndecided.sensitivity ");
        assertThat(bundle).exists();
        assertThat(checkpoint).doesNotExist();
    }

    @Test
    void leavesACheckpointAloneUnlessToldToGoOn() throws IOException {
        Files.writeString(checkpoint, "hours of work");

        Cli.Run run = cli.run(train());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("trained.zip.checkpoint", "cut off", "--resume")
                .hasLineCount(1);
        assertThat(checkpoint).hasContent("hours of work");
    }

    @Test
    void goesOnFromNoOtherTraining() throws IOException {
        TestFolders.labelled(data, CHILDREN_OF_EACH);
        Files.write(checkpoint, ZipArchive.write(Map.of("run.json", "\"another\"".getBytes(UTF_8))));

        Cli.Run run = cli.run(train("--resume"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("checkpoint of another run: delete it");
        assertThat(bundle).doesNotExist();
        assertThat(checkpoint).exists();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    --epochs, 0, epochs: 0 given
                    --validation-share, 1, validationShare: 1.0 given
                    --test-share, 0.9, testShare: 0.9 given
                    --split, alphabet, split: alphabet given
                    --classes, 4, classes: 4 given
                    --model-version, a b, version: 'a b' given
                    """)
    void refusesValuesThatMakeNoSenseBeforeAnythingIsRead(String option, String value, String message) {
        Cli.Run run = cli.run("train", "--data", data, "--out", bundle, option, value);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("xraystream: " + message).hasLineCount(1);
    }

    @Test
    void overwritesNoBundle() throws IOException {
        Files.writeString(bundle, "precious");

        Cli.Run run = cli.run(train());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("trained.zip is there already").hasLineCount(1);
        assertThat(bundle).hasContent("precious");
    }

    @Test
    void saysThatTheDataAreMissing() {
        Cli.Run run = cli.run(train());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("data: no such folder").hasLineCount(1);
    }

    @Test
    void demandsDataAndBundle() {
        Cli.Run run = cli.run("train");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--data=DIR", "--out=BUNDLE");
    }

    @Test
    void saysThatThereAreTooFewImages() throws IOException {
        TestFolders.labelled(data, 1);

        Cli.Run run = cli.run(train());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("images to train on, at least 32 needed");
    }

    private Object[] train(String... more) {
        var arguments = new ArrayList<Object>(List.of("train", "--data", data, "--out", bundle));
        for (int i = 0; i < QUICK.size(); i += 2) {
            if (!Arrays.asList(more).contains(QUICK.get(i))) {
                arguments.addAll(QUICK.subList(i, i + 2));
            }
        }
        arguments.addAll(List.of(more));
        return arguments.toArray();
    }

    /** Runs the command, interrupts it when it says this word, and gives what it had said till then. */
    private String runUntil(String word, Object... arguments) {
        var said = new ByteArrayOutputStream();
        var err = new PrintStream(said, true, UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                if (line.startsWith(word)) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        var terminal = new Terminal(
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                err,
                Map.of("XRAYSTREAM_HOME", folder.toString()),
                false);
        int exitCode = Xraystream.commandLine(terminal)
                .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        assertThat(exitCode).isEqualTo(1);
        return said.toString(UTF_8);
    }
}
