package org.xraystream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeldCoresTest {

    @Test
    void everyThreadOfThisAndOfAnotherProcessIsHeldUntilItIsClosed() throws Exception {
        assumeTrue(HeldCores.possible(), "needs taskset (util-linux)");
        var before = HeldCores.allowed();

        try (var child = WorkingJvm.start();
                var held = HeldCores.hold(1)) {
            var core = Integer.toString(before.get(0));
            assertThat(coresOfThreads(child.pid())).containsOnly(core);
            assertThat(coresOfThreads(ProcessHandle.current().pid())).containsOnly(core);
        }

        assertThat(HeldCores.allowed()).isEqualTo(before);
    }

    @Test
    void holdsToAllWhereThereAreNoMore() throws Exception {
        assumeTrue(HeldCores.possible(), "needs taskset (util-linux)");
        var before = HeldCores.allowed();

        try (var held = HeldCores.hold(before.size() + 1)) {
            assertThat(HeldCores.allowed()).isEqualTo(before);
        }
    }

    private static List<String> coresOfThreads(long process) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
            var cores = new ArrayList<String>();
            for (Path task : tasks.toList()) {
                try (Stream<String> status = Files.lines(task.resolve("status"))) {
                    status.filter(line -> line.startsWith("Cpus_allowed_list:"))
                            .map(line -> line.substring(line.indexOf(':') + 1).strip())
                            .forEach(cores::add);
                } catch (NoSuchFileException e) {
                    // It has ended meanwhile.
                }
            }
            return cores;
        }
    }
}
