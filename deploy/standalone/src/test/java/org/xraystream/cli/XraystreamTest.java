package org.xraystream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class XraystreamTest {
    private final Cli cli;

    XraystreamTest(@TempDir Path home) {
        cli = new Cli(home);
    }

    static Stream<String> commands() {
        return Xraystream.commandLine(new Terminal(System.out, System.err, Map.of(), false))
                .getSubcommands()
                .keySet()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void explainsEveryCommand(String command) {
        Cli.Run help = cli.run(command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .startsWith("Usage: xraystream " + command)
                .doesNotContain("null")
                .doesNotContain("${");
        assertThat(help.err()).isEmpty();
        assertThat(cli.run("--help").out()).contains("  " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "release", "approve", "rollback"})
    void explainsEveryCommandOfModels(String command) {
        Cli.Run help = cli.run("models", command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .startsWith("Usage: xraystream models " + command)
                .doesNotContain("null")
                .doesNotContain("${");
        assertThat(cli.run("models", "--help").out()).contains("  " + command);
    }

    @Test
    void explainsTheGatewayToRecordSystems() {
        Cli.Run help = cli.run("gateway", "ehr", "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .startsWith("Usage: xraystream gateway ehr")
                .doesNotContain("null")
                .doesNotContain("${");
    }

    @Test
    void wantsToKnowWhereTheImagesOfAModalityAre() {
        Cli.Run run = cli.run("gateway", "modality", "--bootstrap", "localhost:1", "--registry", "http://localhost:1");

        assertThat(cli.run("gateway", "--help").out()).contains("  modality");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("modality.orthanc.url, modality.folder: one of them must be given");
    }

    @Test
    void wantsToKnowWhetherGatewaysAreMeantThatItIsToldOf() {
        Cli.Run run = cli.run("up", "--orthanc", "http://localhost:8042");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("options of gateways need --with-gateways");
    }

    @Test
    void tellsItsVersion() {
        Cli.Run version = cli.run("--version");

        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).startsWith("Xraystream ");
    }

    @Test
    void answersNonsenseWithOneLineAndASuggestion() {
        Cli.Run run = cli.run("clasify");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("xraystream: Unmatched argument")
                .contains("Did you mean: xraystream classify");
    }

    @Test
    void demandsACommand() {
        Cli.Run run = cli.run();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("xraystream: Missing required subcommand");
    }

    @Test
    void refusesAFindingThatDoesNotExist() {
        Cli.Run run = cli.run("label", "2.25.1", "MEASLES");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("MEASLES", "BACTERIAL_PNEUMONIA").hasLineCount(1);
    }

    @ParameterizedTest
    @MethodSource("commandsThatNeedACluster")
    void saysHowToNameAClusterWhereNoneIsKnown(List<String> command) {
        Cli.Run run = cli.run(command.toArray());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("xraystream: no cluster is known")
                .contains("--bootstrap")
                .hasLineCount(1);
    }

    static Stream<List<String>> commandsThatNeedACluster() {
        return Stream.of(
                List.of("publish", "pom.xml"),
                List.of("diagnoses"),
                List.of("label", "2.25.1", "NORMAL"),
                List.of("fhir", "2.25.1"),
                List.of("gateway", "ehr"),
                List.of("models"),
                List.of("models", "show", "v1"),
                List.of("models", "approve", "v1"),
                List.of("models", "rollback"));
    }

    @Test
    void saysThatTheConfigFileIsMissing() {
        Cli.Run run = cli.run("models", "--config", "nowhere.properties");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("nowhere.properties").hasLineCount(1);
    }

    @Test
    void forgetsAClusterWhoseProcessHasEnded() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Files.writeString(
                new Home(cli.home()).runningCluster(),
                "process.id=" + ended.pid()
                        + "\nkafka.bootstrap.servers=localhost:1\nregistry.url=http://localhost:1\n");

        assertThat(cli.run("models").err()).startsWith("xraystream: no cluster is known");
    }
}
