package org.xraystream.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildJvmTest {
    private final Path directory;

    ChildJvmTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void closingRunsTheShutdownHooks() throws Exception {
        ChildJvm child = startSleeper();
        Readiness.await(child, () -> Files.exists(directory.resolve("started")));

        child.close();

        assertThat(child.handle().isAlive()).isFalse();
        assertThat(directory.resolve("stopped")).exists();
    }

    @Test
    void killingRunsNothing() {
        ChildJvm child = startSleeper();
        Readiness.await(child, () -> Files.exists(directory.resolve("started")));

        child.kill();

        assertThat(child.handle().isAlive()).isFalse();
        assertThat(directory.resolve("stopped")).doesNotExist();
    }

    @Test
    void endsWithItsParentEvenWhenThatIsKilled() throws Exception {
        // Given
        ChildJvm parent = ChildJvm.start(program(Parent.class, directory.toString()));
        Readiness.await(parent, () -> Files.exists(directory.resolve("started")));
        ProcessHandle grandchild = parent.handle().descendants().findFirst().orElseThrow();

        // When
        parent.kill();

        // Then
        grandchild.onExit().get(20, TimeUnit.SECONDS);
        assertThat(directory.resolve("stopped")).exists();
    }

    @Test
    void saysWhyAChildEnded() {
        ChildJvm child = ChildJvm.start(program(Failure.class));

        assertThatThrownBy(() -> Readiness.await(child, () -> false))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("ended with code 1")
                .hasMessageContaining("no room on the shelf")
                .hasMessageContaining("child.log");
    }

    private ChildJvm startSleeper() {
        return ChildJvm.start(program(Sleeper.class, directory.toString()));
    }

    private ChildJvm.Program program(Class<?> main, String... arguments) {
        return new ChildJvm.Program(
                "test child",
                main.getName(),
                System.getProperty("java.class.path"),
                List.of("-Xmx32m"),
                List.of(arguments),
                directory.resolve("child.log"));
    }

    /** Leaves a file when it starts and another when it is stopped orderly. */
    static final class Sleeper {
        private Sleeper() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(directory, "stopped")));
            leave(directory, "started");
            TimeUnit.MINUTES.sleep(5);
        }

        private static void leave(Path directory, String name) {
            try {
                Files.createFile(directory.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Starts a sleeper and waits. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            ChildJvm.start(new ChildJvm.Program(
                    "sleeper",
                    Sleeper.class.getName(),
                    System.getProperty("java.class.path"),
                    List.of("-Xmx32m"),
                    List.of(directory.toString()),
                    directory.resolve("grandchild.log")));
            TimeUnit.MINUTES.sleep(5);
        }
    }

    /** Ends at once. */
    static final class Failure {
        private Failure() {}

        public static void main(String[] arguments) {
            System.err.println("no room on the shelf");
            System.exit(1);
        }
    }
}
