package org.xraystream.cluster;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java program in a process of its own that ends when this process does, however this process ends. Closing stops it
 * the way {@code Ctrl-C} would (its shutdown hooks run); {@link #kill()} is the power cut.
 *
 * <p>The child ignores the terminal's interrupt, which goes to the whole process group: the parent decides when and in
 * which order its children stop. Thread-safe.
 */
public final class ChildJvm implements AutoCloseable {
    private static final Duration ORDERLY = Duration.ofSeconds(20);
    // A signal ignored at exec stays ignored, and the JVM then leaves it alone.
    private static final List<String> DEAF_TO_TERMINAL = List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final String name;
    private final Process process;
    private final Path log;

    private ChildJvm(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * What to run.
     *
     * @param name what people call it, used in messages
     * @param mainClass class with a {@code main} method
     * @param classPath its class path, divided by {@link File#pathSeparator}
     * @param jvmOptions options before the main class
     * @param arguments arguments of the main method
     * @param log file that the child's standard output and error are appended to
     */
    public record Program(
            String name,
            String mainClass,
            String classPath,
            List<String> jvmOptions,
            List<String> arguments,
            Path log) {
        public Program {
            jvmOptions = List.copyOf(jvmOptions);
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Starts the program and returns at once.
     *
     * @throws ClusterException if the operating system refuses
     */
    public static ChildJvm start(Program program) {
        return start(program, List.of());
    }

    /**
     * Starts it by another program, which gets the command to run as its last arguments: {@code env}, say.
     *
     * @throws ClusterException if the operating system refuses
     */
    public static ChildJvm start(Program program, List<String> by) {
        var command = new ArrayList<>(DEAF_TO_TERMINAL);
        command.addAll(by);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(program.jvmOptions());
        command.add("-cp");
        command.add(ownClasses() + File.pathSeparator + program.classPath());
        command.add(ChildMain.class.getName());
        command.add(program.mainClass());
        command.addAll(program.arguments());
        try {
            Files.createDirectories(program.log().toAbsolutePath().getParent());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(program.log().toFile()))
                    .start();
            return new ChildJvm(program.name(), process, program.log());
        } catch (IOException e) {
            throw new ClusterException("The " + program.name() + " could not be started: " + e.getMessage(), e);
        }
    }

    /** Where the compiled classes of this module lie: a jar or a folder. */
    static Path ownClasses() {
        try {
            return Path.of(ChildJvm.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of our own classes is no path", e);
        }
    }

    /** The running (or ended) process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * Returns if the child is alive.
     *
     * @throws ClusterException if it has ended, with its exit code and the last line of its log
     */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new ClusterException("The " + name + " ended with code " + process.exitValue() + " (" + lastWords()
                    + "); its log is " + log);
        }
    }

    /** What to throw when the child lives but does not answer in time. */
    ClusterException unready(Duration patience) {
        return new ClusterException("The " + name + " does not answer after " + patience.toSeconds() + " s ("
                + lastWords() + "); its log is " + log);
    }

    /** Ends the child at once, as a power cut would (SIGKILL), and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(ORDERLY);
    }

    /** Stops the child orderly and waits until it is gone; kills it after 20 seconds. Closing twice does no harm. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
        if (!awaitEnd(ORDERLY)) {
            kill();
        }
    }

    private boolean awaitEnd(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String lastWords() {
        try (var lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("\t"))
                    .reduce((earlier, later) -> later)
                    .orElse("it said nothing");
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }
}
