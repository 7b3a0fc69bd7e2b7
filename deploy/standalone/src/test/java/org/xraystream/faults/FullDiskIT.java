package org.xraystream.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.Brokers;

/** The disk of the only broker is full while scans come in. Needs the right to mount a small one. */
@Timeout(600)
class FullDiskIT {

    private static final String TOO_SMALL = "size=120m";
    private static final String LARGE_ENOUGH = "size=1g";

    @Test
    void nothingTakenIsLostAndWorkGoesOnOnceThereIsRoom(@TempDir Path folder) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", TOO_SMALL, "tmpfs", disk.toString()), "needs the right to mount");
        try (var brokers = Brokers.start(disk, 1);
                var installation = Installation.on(brokers.bootstrapServers(), folder);
                StreamAppProcess app = installation.startApp("app")) {
            app.awaitReady(true);
            try (var scans = installation.publishSteadily(20)) {
                installation.awaitDiagnoses(50);

                fill(disk);
                brokers.awaitEnd(0);
                app.awaitReady(false);
                app.requireAlive();
                run("mount", "-o", "remount," + LARGE_ENOUGH, disk.toString());
                brokers.restart(0);
                app.awaitReady(true);
                installation.awaitDiagnoses(installation.acknowledged() + 20);
            }

            installation.assertEachDiagnosedOnce();
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    /** Somebody else's data takes what room is left. */
    private static void fill(Path disk) {
        byte[] block = new byte[64 * 1024];
        Arrays.fill(block, (byte) 1);
        try (var out = Files.newOutputStream(disk.resolve("somebody-elses"))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full, as wanted.
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
