package org.xraystream.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A JVM that this one starts, works for a moment, its compilers, too, says so, and waits to be ended. */
final class WorkingJvm implements AutoCloseable {

    private static final Duration WORK = Duration.ofMillis(500);

    private final Process process;

    private WorkingJvm(Process process) {
        this.process = process;
    }

    /** Returns once it has worked. */
    static WorkingJvm start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkingJvm.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.getInputStream().read() < 0) {
            throw new IOException("the other JVM ended before it said anything");
        }
        return new WorkingJvm(process);
    }

    long pid() {
        return process.pid();
    }

    public static void main(String[] arguments) throws InterruptedException {
        int sum = 0;
        long end = System.nanoTime() + WORK.toNanos();
        while (System.nanoTime() < end) {
            sum += String.valueOf(sum).hashCode() % 7;
        }
        System.out.println(sum);
        Thread.sleep(60_000);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
