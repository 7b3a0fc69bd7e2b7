package org.xraystream.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFileTest {

    private static final int EACH = 40;

    private final Path file;

    UserFileTest(@TempDir Path folder) {
        file = folder.resolve("users");
    }

    /** Another program that adds users while this one does. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] arguments) {
            addUsers(Path.of(arguments[0]), arguments[1]);
        }
    }

    private static void addUsers(Path file, String prefix) {
        for (int i = 0; i < EACH; i++) {
            assertThat(new UserFile(file).add(user(prefix + i))).isTrue();
        }
    }

    private static User user(String name) {
        return new User(name, Set.of(Role.READER), "$2b$12$" + name);
    }

    @Test
    void losesNoChangeOfAnotherProcessOrThread() throws Exception {
        List<Process> others = new ArrayList<>();
        for (String prefix : List.of("a", "b")) {
            others.add(new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OtherProcess.class.getName(),
                            file.toString(),
                            prefix)
                    .inheritIO()
                    .start());
        }
        while (!Files.exists(file)) {
            Thread.sleep(5);
        }
        var thread = new Thread(() -> addUsers(file, "c"));
        thread.start();

        addUsers(file, "d");
        thread.join();
        for (Process other : others) {
            assertThat(other.waitFor()).isZero();
        }

        Set<String> expected = new TreeSet<>();
        for (String prefix : List.of("a", "b", "c", "d")) {
            for (int i = 0; i < EACH; i++) {
                expected.add(prefix + i);
            }
        }
        assertThat(new UserFile(file).users().stream().map(User::name).collect(Collectors.toSet()))
                .isEqualTo(expected);
    }

    @Test
    void bringsNoUserBackWhoWasRemovedMeanwhile() {
        var users = new UserFile(file);
        users.add(user("rita"));
        User known = users.find("rita").orElseThrow();
        new UserFile(file).remove("rita");

        assertThat(users.replace(known, new User("rita", Set.of(Role.OPERATOR), "$2b$12$other")))
                .isFalse();
        assertThat(users.find("rita")).isEmpty();
    }

    @Test
    void overwritesNoFileThatItCannotRead() throws Exception {
        Files.writeString(file, "no user at all\n");

        assertThatThrownBy(() -> new UserFile(file).add(user("rita")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1");

        assertThat(file).hasContent("no user at all");
    }
}
