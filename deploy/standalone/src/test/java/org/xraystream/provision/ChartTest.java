package org.xraystream.provision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Renders the Helm chart and holds what comes of it against the schemas of Kubernetes and of the operators. Skipped where
 * there is no Helm ({@code HELM} may name one) or no schemas ({@code npm install} in deploy/kubernetes).
 */
class ChartTest {
    private static final Path FOLDER = Path.of("../kubernetes").toAbsolutePath().normalize();
    private static final String LEAST = "kafka.bootstrapServers=kafka:9092,registry.url=http://registry:8080";
    private static final String EVERYTHING = LEAST
            + ",modalityGateway.enabled=true,ehrGateway.enabled=true,podMonitor.enabled=true,tracing.endpoint=http://t:4318"
            + ",secrets.streamApp=a,secrets.trainer=b,secrets.modalityGateway=c,secrets.ehrGateway=d"
            + ",strimzi.enabled=true,strimzi.cluster=kafka";

    @ParameterizedTest
    @ValueSource(
            strings = {
                LEAST,
                EVERYTHING,
                EVERYTHING + ",streamApp.autoscaling.by=keda",
                EVERYTHING + ",streamApp.autoscaling.by=hpa,trainer.enabled=false,networkPolicy.enabled=false"
            })
    void asksKubernetesForNothingThatItDoesNotKnow(String values, @TempDir Path folder) throws Exception {
        Path rendered = Files.writeString(folder.resolve("manifests.yaml"), rendered(values));
        Optional<Path> node = program("NODE", "node");
        assumeTrue(node.isPresent(), "no node: put it on the PATH");
        assumeTrue(Files.isDirectory(FOLDER.resolve("node_modules")), "no schemas: npm install in deploy/kubernetes");

        Said check = run(List.of(node.get().toString(), "check.mjs"), rendered);

        assertThat(check.exitCode()).as(check.text()).isZero();
        assertThat(check.text()).contains(" 0 are not");
    }

    @Test
    void startsTheGatewaysOnlyWhereTheyAreWanted() throws Exception {
        assertThat(rendered(LEAST)).contains("xraystream/trainer:").doesNotContain("-gateway:");
        assertThat(rendered(EVERYTHING)).contains("xraystream/modality-gateway:", "xraystream/ehr-gateway:");
    }

    @Test
    void saysWhichValueIsMissing() throws Exception {
        Said said = helm("registry.url=http://registry:8080");

        assertThat(said.exitCode()).isNotZero();
        assertThat(said.text()).contains("kafka.bootstrapServers must be given");
    }

    private record Said(int exitCode, String text) {}

    private static String rendered(String values) throws Exception {
        Said said = helm(values);
        assertThat(said.exitCode()).as(said.text()).isZero();
        return said.text();
    }

    private static Said helm(String values) throws Exception {
        Optional<Path> helm = program("HELM", "helm");
        assumeTrue(helm.isPresent(), "no helm: put it on the PATH, or name it by HELM");
        return run(
                List.of(
                        helm.get().toString(),
                        "template",
                        "hospital",
                        "xraystream",
                        "--kube-version",
                        "1.29.0",
                        "--set",
                        values),
                Path.of("/dev/null"));
    }

    private static Optional<Path> program(String variable, String name) {
        Optional<String> named = Optional.ofNullable(System.getenv(variable));
        return named.map(Path::of)
                .or(() -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name))
                        .filter(Files::isExecutable)
                        .findFirst());
    }

    private static Said run(List<String> command, Path input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Said(process.waitFor(), text);
    }
}
