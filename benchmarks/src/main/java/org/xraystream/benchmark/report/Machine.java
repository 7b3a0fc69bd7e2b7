package org.xraystream.benchmark.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What figures of speed depend on, in words; {@value #UNKNOWN} where the system does not tell. It names no host and no
 * path, so that it can be shown to anyone.
 *
 * @param processor its model
 * @param cores that this process may use
 * @param memory of the machine, or of the container
 * @param system the operating system
 * @param java the virtual machine with its version
 * @param collector of garbage, and the largest heap
 * @param options of the virtual machine: sizes and switches
 */
record Machine(
        String processor, int cores, String memory, String system, String java, String collector, String options) {

    private static final String UNKNOWN = "unknown";
    private static final Pattern MODEL = Pattern.compile("model name\\s*:\\s*(.+)");
    private static final Pattern OPTION =
            Pattern.compile("-X[a-z]+[0-9]*[kKmMgG]?|-Xshare:[a-z]+|-XX:[+-]\\w+|-XX:\\w+=[0-9.]+[kKmMgG]?");
    private static final Pattern NAME = Pattern.compile("PRETTY_NAME=\"?([^\"]+)\"?");

    /** This one. */
    static Machine current() {
        return read(
                Path.of("/proc/cpuinfo"),
                Path.of("/etc/os-release"),
                ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    /**
     * This one, as these files describe it.
     *
     * @param processors in the format of Linux's {@code /proc/cpuinfo}
     * @param release in the format of {@code /etc/os-release}
     * @param arguments of this virtual machine
     */
    static Machine read(Path processors, Path release, List<String> arguments) {
        return new Machine(
                find(MODEL, processors).orElse(UNKNOWN),
                Runtime.getRuntime().availableProcessors(),
                totalMemory(),
                find(NAME, release).map(name -> name + ", ").orElse("") + words("os.name", "os.version", "os.arch"),
                words("java.vm.name", "java.runtime.version"),
                collectorAndHeap(),
                options(arguments));
    }

    private static Optional<String> find(Pattern pattern, Path file) {
        try (var lines = Files.lines(file)) {
            return lines.map(pattern::matcher)
                    .filter(Matcher::matches)
                    .map(found -> found.group(1).strip())
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            // A system that does not describe itself in files.
            return Optional.empty();
        }
    }

    private static String totalMemory() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system.getTotalMemorySize() > 0 ? gibibytes(system.getTotalMemorySize()) : UNKNOWN;
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / (1 << 30));
    }

    private static String words(String... properties) {
        return List.of(properties).stream()
                .map(property -> System.getProperty(property, UNKNOWN))
                .collect(Collectors.joining(" "));
    }

    private static String collectorAndHeap() {
        String collector = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .collect(Collectors.joining(", "));
        return collector + "; heap of " + gibibytes(Runtime.getRuntime().maxMemory()) + " at most";
    }

    /** Sizes and switches; anything else may hold a path or a secret. */
    private static String options(List<String> arguments) {
        String shown = arguments.stream()
                .filter(argument -> OPTION.matcher(argument).matches())
                .collect(Collectors.joining(" "));
        return shown.isEmpty() ? "none" : shown;
    }
}
