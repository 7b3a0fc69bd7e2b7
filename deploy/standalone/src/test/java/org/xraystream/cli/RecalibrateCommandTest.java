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
import org.xraystream.image.TestScans;

class RecalibrateCommandTest {
    private final Cli cli;
    private final Path data;
    private final Path bundle;

    RecalibrateCommandTest(@TempDir Path folder) throws IOException {
        this.cli = new Cli(folder);
        this.data = Files.createDirectory(folder.resolve("data"));
        this.bundle =
                Files.write(folder.resolve("bundle.zip"), TestBundles.small(1).bytes());
    }

    @Test
    void printsTheSettingsOfAStreamApp() throws IOException {
        TestFolders.labelled(data, 6);

        Cli.Run run = cli.run("recalibrate", "--json", "--consecutive", "--model", bundle, "--data", data);

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode settings = run.objects().get(0);
        assertThat(settings.get("site.slope").asDouble()).isPositive();
        assertThat(settings.has("site.offset")).isTrue();
        // Of three categories alike, two are pneumonia.
        assertThat(settings.get("site.prevalence").asDouble()).isCloseTo(2 / 3.0, within(0.001));
        assertThat(run.err()).contains("6 normal and 12 pneumonia images").contains("the fit is unsure");
    }

    @Test
    void saysNothingOfThePrevalenceWhereImagesMayBeChosen() throws IOException {
        TestFolders.labelled(data, 3);

        Cli.Run run = cli.run("recalibrate", "--json", "--model", bundle, "--data", data);

        assertThat(run.objects().get(0).has("site.prevalence")).isFalse();
    }

    @Test
    void needsBothNormalsAndPneumonias() throws IOException {
        Path file = data.resolve("NORMAL/IM-0001-0001.jpeg");
        Files.createDirectories(file.getParent());
        Files.write(file, TestScans.greyJpeg().content());

        Cli.Run run = cli.run("recalibrate", "--model", bundle, "--data", data);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("1 of normal and 0 of pneumonia images given, some of both needed");
    }
}
