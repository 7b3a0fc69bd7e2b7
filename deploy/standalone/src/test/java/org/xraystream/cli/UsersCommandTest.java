package org.xraystream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xraystream.service.settings.Settings;

class UsersCommandTest {
    private final Cli cli;
    private final Path file;

    UsersCommandTest(@TempDir Path home) {
        cli = new Cli(home);
        file = new Home(home).users();
    }

    @Test
    void addsAUserWithAPasswordThatIsShownOnceAndKeptNowhere() throws Exception {
        Cli.Run added = cli.run("users", "add", "rita", "--role", "reader,operator");

        assertThat(added.exitCode()).isZero();
        assertThat(added.lines()).hasSize(1);
        assertThat(added.lines().get(0)).matches("([a-z2-9]{4}-){4}[a-z2-9]{4}");
        assertThat(cli.run("users", "--json").out().strip())
                .isEqualTo("{\"name\":\"rita\",\"roles\":[\"READER\",\"OPERATOR\"]}");
        assertThat(file)
                .content()
                .startsWith("rita:READER,OPERATOR:$2b$12$")
                .doesNotContain(added.lines().get(0));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void changesAPasswordAndRemovesAUser() throws Exception {
        cli.run("users", "add", "rita", "--role", "READER");
        String before = Files.readString(file);

        Cli.Run changed = cli.run("users", "password", "rita");

        assertThat(changed.exitCode()).isZero();
        assertThat(file).content().startsWith("rita:READER:").isNotEqualTo(before);
        assertThat(cli.run("users", "remove", "rita").exitCode()).isZero();
        assertThat(cli.run("users", "list").out()).isEmpty();
    }

    @Test
    void refusesASecondUserOfTheSameNameAndOneThatIsNotThere() {
        cli.run("users", "add", "rita", "--role", "READER");

        assertThat(cli.run("users", "add", "rita", "--role", "OPERATOR").err())
                .contains("there is a user rita already")
                .hasLineCount(1);
        assertThat(cli.run("users", "remove", "otto").exitCode()).isEqualTo(1);
        assertThat(cli.run("users", "password", "otto").err())
                .contains("there is no user otto")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>", "a:b", "a b", "", "Rita", "rita\n"})
    void refusesANameThatCouldMeanSomethingElse(String name) {
        Cli.Run run = cli.run("users", "add", name, "--role", "READER");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("the name of a user must be").hasLineCount(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void saysWhichLineOfTheFileIsNoUserAndNotWhatItHolds() throws Exception {
        Files.writeString(file, "# users\nrita:READER:$2b$12$x\notto:CHIEF:$2b$12$y\n");

        Cli.Run run = cli.run("users");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("line 3", "CHIEF", "must be VIEWER, READER or OPERATOR")
                .doesNotContain("$2b$")
                .hasLineCount(1);
    }

    @Test
    void makesAFirstUserOnceAndOnlyWhereNothingElseIsSaid() {
        var home = new Home(cli.home());

        LocalAccess first = LocalAccess.in(home, Settings.of(Map.of()));
        LocalAccess again = LocalAccess.in(home, Settings.of(Map.of()));
        LocalAccess other = LocalAccess.in(home, Settings.of(Map.of("access.mode", "oidc")));

        assertThat(first.note().orElseThrow()).contains(first.firstPassword().orElseThrow());
        assertThat(again.note()).isEmpty();
        assertThat(again.settings()).isEqualTo(first.settings()).containsEntry("access.mode", "local");
        assertThat(other.settings()).isEmpty();
        assertThat(List.of(first.settings().get("access.secret"))).allMatch(secret -> secret.length() == 64);
    }
}
