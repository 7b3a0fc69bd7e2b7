package org.xraystream.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** A JVM that this one starts, gives its compilers some work, says so, and waits to be ended. */
final class WorkingJvm implements AutoCloseable {

    private static final int COMPILED_MS = 200;

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

    public static void main(String[] arguments) throws InterruptedException {
        int sum = 0;
        while (ManagementFactory.getCompilationMXBean().getTotalCompilationTime() < COMPILED_MS) {
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
