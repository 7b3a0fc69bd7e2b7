package org.xraystream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/settings.md} must name the settings and metrics that the sources name, and no others. */
class SettingsPageTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Set<String> MODULES = Set.of("service", "stream-app", "trainer", "gateways");

    /** A question put to {@code org.xraystream.service.settings.Settings}. */
    private static final Pattern SETTING =
            Pattern.compile("\\bsettings\\s*\\.(?:text|find|number|decimal|duration|flag)\\(\\s*\"([^\"]+)\"");

    private static final Pattern METRIC =
            Pattern.compile("(?:\\.|Multi)(counter|timer|gauge|Gauge\\.builder)\\(\\s*\"(xraystream\\.[a-z.]+)\"");

    /** Read by {@code Connection}, {@code SchemaRegistry}, {@code Programs} and {@code OrthancServer} in ways that a pattern does not see. */
    private static final Set<String> UNSEEN = Set.of(
            "kafka.bootstrap.servers",
            "kafka.*",
            "registry.url",
            "registry.auto.register.schemas",
            "registry.*",
            "access.token.*",
            "modality.orthanc.url",
            "modality.orthanc.credentials",
            "pacs.url",
            "pacs.credentials");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)`");

    private final String page = read(ROOT.resolve("docs/settings.md"));

    @Test
    void namesEverySettingThatTheServicesRead() {
        Set<String> read = matches(SETTING, sources()).collect(Collectors.toCollection(TreeSet::new));

        assertThat(read).contains("http.port", "retraining.every", "content.allowed");
        read.addAll(UNSEEN);
        assertThat(rowsBelow("## Every setting")).isEqualTo(read);
    }

    @Test
    void namesEveryMetricThatTheServicesHave() {
        Set<String> shown = new TreeSet<>();
        Matcher metric = METRIC.matcher(sources());
        while (metric.find()) {
            shown.add(asPrometheusShows(metric.group(1), metric.group(2)));
        }

        assertThat(shown).contains("xraystream_scans_total");
        assertThat(rowsBelow("## Metrics")).isEqualTo(shown);
    }

    private static String asPrometheusShows(String kind, String name) {
        String words = name.replace('.', '_');
        return switch (kind) {
            case "counter" -> words + "_total";
            case "timer" -> words + "_seconds_count";
            default -> words;
        };
    }

    private Set<String> rowsBelow(String heading) {
        assertThat(page).contains(heading + "\n");
        String section = page.substring(page.indexOf(heading) + heading.length());
        int end = section.indexOf("\n## ");
        return matches(ROW, end < 0 ? section : section.substring(0, end))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }

    private static String sources() {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve("src/main/java"))
                .flatMap(SettingsPageTest::javaFilesBelow)
                .map(SettingsPageTest::read)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Path> javaFilesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
