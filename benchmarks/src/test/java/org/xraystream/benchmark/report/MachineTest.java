package org.xraystream.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    private final Path folder;

    MachineTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsWhatTheSystemTells() throws IOException {
        Path processors = Files.writeString(
                folder.resolve("cpuinfo"),
                "processor\t: 0\nmodel\t\t: 17\nmodel name\t: Fast 9000 @ 3 GHz\n\nmodel name\t: Fast 9000 @ 3 GHz\n");
        Path release = Files.writeString(folder.resolve("release"), "NAME=\"Calm\"\nPRETTY_NAME=\"Calm Linux 12\"\n");

        Machine machine = Machine.read(processors, release, List.of());

        assertThat(machine.processor()).isEqualTo("Fast 9000 @ 3 GHz");
        assertThat(machine.system()).startsWith("Calm Linux 12, ").contains(System.getProperty("os.arch"));
        assertThat(machine.cores()).isPositive();
        assertThat(machine.memory()).endsWith(" GiB");
        assertThat(machine.java()).contains(System.getProperty("java.runtime.version"));
        assertThat(machine.collector()).contains("; heap of ");
        assertThat(machine.options()).isEqualTo("none");
    }

    @Test
    void doesNotKnowWhatTheSystemDoesNotTell() throws IOException {
        Path silent = Files.writeString(folder.resolve("cpuinfo"), "CPU part\t: 0xd0c\n");
        Path binary = Files.write(folder.resolve("release"), new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});

        assertThat(Machine.read(silent, binary, List.of()).processor()).isEqualTo("unknown");
        assertThat(Machine.read(folder.resolve("none"), folder.resolve("none"), List.of()))
                .satisfies(machine -> assertThat(machine.processor()).isEqualTo("unknown"))
                .satisfies(machine -> assertThat(machine.system()).startsWith(System.getProperty("os.name")));
    }

    @Test
    void showsSizesAndSwitchesButNeitherPathsNorSecrets() {
        Machine machine = Machine.read(
                folder,
                folder,
                List.of(
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:MaxRAMPercentage=75.0",
                        "-Xshare:auto",
                        "-Dpassword=secret",
                        "-javaagent:/home/ann/agent.jar",
                        "-XX:SharedArchiveFile=ann.jsa",
                        "-Xlog:gc:file=ann.log",
                        "-Xbootclasspath/a:/home/ann"));

        assertThat(machine.options()).isEqualTo("-Xmx1g -XX:+UseSerialGC -XX:MaxRAMPercentage=75.0 -Xshare:auto");
    }
}
