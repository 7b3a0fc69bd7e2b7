package org.xraystream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.ChildJvm;
import org.xraystream.image.TestDicom;
import org.xraystream.synthetic.SyntheticRadiographs;

/** The whole of {@code up} as a process of its own, used through the other commands. */
@Timeout(300)
class UpCommandIT {
    private final Path directory;
    private final Path home;
    private final Cli cli;

    UpCommandIT(@TempDir Path directory) {
        this.directory = directory;
        this.home = directory.resolve(".xraystream");
        this.cli = new Cli(home);
    }

    @Test
    void diagnosesWhatIsPublishedAndKeepsItOverARestart() throws Exception {
        // Given
        Path scan = Files.write(
                directory.resolve("scan.jpeg"),
                SyntheticRadiographs.shipped().draw(new Random(1)).jpeg());
        String before;

        // When
        try (ChildJvm up = start()) {
            assertThat(cli.run("publish", scan).exitCode()).isZero();
            await(() -> !cli.run("diagnoses", "--json").out().isEmpty());
            before = cli.run("diagnoses", "--json").out();
            assertThat(up.handle().isAlive()).isTrue();
        }

        // Then
        Matcher password = Pattern.compile("Sign in as admin with the password (\\S+)")
                .matcher(Files.readString(directory.resolve("terminal.log")));
        assertThat(password.find()).isTrue();
        assertThat(home.resolve("data/xraystream.log")).content().doesNotContain(password.group(1));
        assertThat(cli.run("users").out()).contains("admin", "READER,OPERATOR");
        assertThat(cli.run("diagnoses").err()).contains("no cluster is known");
        assertThat(home.resolve("data/xraystream.log")).isNotEmptyFile();
        try (ChildJvm up = start("--with-gateways", "--modality-port=0", "--ehr-port=0")) {
            assertThat(cli.run("diagnoses", "--json").out()).isEqualTo(before);
            assertTakesDicomFiles();
            assertThat(up.handle().isAlive()).isTrue();
        }
        assertThat(directory.resolve("terminal.log")).content().contains("Stopping ...", "Stopped.");
    }

    private void assertTakesDicomFiles() throws Exception {
        Path folder = home.resolve("data/dicom");
        Path file = Files.write(
                folder.resolve(".arriving"), TestDicom.radiograph().file().content());
        Files.move(file, folder.resolve("1.dcm"));
        await(() -> Files.exists(folder.resolve("done/1.dcm")));
        String told = Files.readString(directory.resolve("terminal.log"));
        assertThat(told).contains("Reports to  nobody but xray.fhir", "Images from " + folder);
        Matcher health = Pattern.compile("Gateways    (\\S+), (\\S+);").matcher(told);
        assertThat(health.find()).isTrue();
        for (int gateway = 1; gateway <= 2; gateway++) {
            var request =
                    HttpRequest.newBuilder(URI.create(health.group(gateway))).build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private ChildJvm start(String... more) throws InterruptedException {
        ChildJvm up = ChildJvm.start(new ChildJvm.Program(
                "up",
                Xraystream.class.getName(),
                System.getProperty("java.class.path"),
                List.of("-Duser.home=" + directory, "-Xmx1g", "-XX:+UseSerialGC"),
                Stream.concat(
                                Stream.of(
                                        "up",
                                        "--broker-port=0",
                                        "--registry-port=0",
                                        "--http-port=0",
                                        "--trainer-port=0"),
                                Stream.of(more))
                        .toList(),
                directory.resolve("terminal.log")));
        await(() ->
                Files.exists(new Home(home).runningCluster()) || !up.handle().isAlive());
        assertThat(up.handle().isAlive()).isTrue();
        return up;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(200);
        }
    }
}
