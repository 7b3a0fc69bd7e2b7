package org.xraystream.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @Test
    void letsTheEnvironmentWinOverTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.properties"), "http.port=1\nkafka.bootstrap.servers=a:1\n");

        Settings settings = Settings.load(Map.of(
                Settings.FILE_VARIABLE,
                file.toString(),
                "XRAYSTREAM_HTTP_PORT",
                "2",
                "XRAYSTREAM_REGISTRY_BASIC_AUTH_USER_INFO",
                "u:p",
                "PATH",
                "/bin"));

        assertThat(settings.number("http.port", 0, 0, 10)).isEqualTo(2);
        assertThat(settings.text("kafka.bootstrap.servers")).isEqualTo("a:1");
        assertThat(settings.below("registry.")).containsExactly(Map.entry("basic.auth.user.info", "u:p"));
    }

    @Test
    void saysWhichSettingIsMissingAndHowToGiveIt() {
        assertThatThrownBy(() -> Settings.of(Map.of()).text("registry.url"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("registry.url")
                .hasMessageContaining("XRAYSTREAM_REGISTRY_URL");
    }

    @Test
    void refusesValuesThatAreNotAllowed() {
        Settings settings = Settings.of(Map.of("port", "70000", "pause", "10m", "flag", "yes"));

        assertThatThrownBy(() -> settings.number("port", 0, 0, 65_535)).hasMessageContaining("port=70000");
        assertThatThrownBy(() -> settings.duration("pause", Duration.ZERO)).hasMessageContaining("pause=10m");
        assertThatThrownBy(() -> settings.flag("flag", false)).hasMessageContaining("flag=yes");
    }

    @Test
    void readsDurationsInIso8601() {
        assertThat(Settings.of(Map.of("pause", "PT10M")).duration("pause", Duration.ZERO))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void namesAFileThatCannotBeRead() {
        assertThatThrownBy(() -> Settings.load(Map.of(Settings.FILE_VARIABLE, "/no/such/file")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("/no/such/file");
    }
}
