package org.xraystream.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds this process and those that it has started, the broker and the registry, to so many of the cores that it may use,
 * until it is closed: as if the machine had no more. Works by {@code taskset}, of util-linux; nothing is held where there is
 * none.
 */
final class HeldCores implements AutoCloseable {

    /** A thread that ends while its core is set fails the whole command. */
    private static final int ATTEMPTS = 5;

    private final List<Integer> before;

    private HeldCores(List<Integer> before) {
        this.before = before;
    }

    /** Whether this machine lets processes be held. */
    static boolean possible() {
        try {
            allowed();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Holds them to the first so many of the cores that they may use now, or to all where there are no more.
     *
     * @throws IOException if the system does not obey
     */
    static HeldCores hold(int cores) throws IOException {
        if (!possible()) {
            return new HeldCores(List.of());
        }
        List<Integer> before = allowed();
        holdTo(before.subList(0, Math.min(cores, before.size())));
        return new HeldCores(before);
    }

    /** The numbers of the cores that this process may use. */
    static List<Integer> allowed() throws IOException {
        String answer = taskset(
                "--cpu-list", "--pid", Long.toString(ProcessHandle.current().pid()));
        var cores = new ArrayList<Integer>();
        for (String range :
                answer.substring(answer.lastIndexOf(':') + 1).strip().split(",", -1)) {
            String[] ends = range.split("-", 2);
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int core = Integer.parseInt(ends[0]); core <= last; core++) {
                cores.add(core);
            }
        }
        return cores;
    }

    private static void holdTo(List<Integer> cores) throws IOException {
        String list = String.join(",", cores.stream().map(String::valueOf).toList());
        ProcessHandle self = ProcessHandle.current();
        List<Long> processes = Stream.concat(Stream.of(self), self.descendants())
                .map(ProcessHandle::pid)
                .toList();
        for (long process : processes) {
            holdTo(list, process);
        }
    }

    private static void holdTo(String list, long process) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                taskset("--all-tasks", "--cpu-list", "--pid", list, Long.toString(process));
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static String taskset(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("taskset"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("processes cannot be held to cores: " + answer.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        if (!before.isEmpty()) {
            holdTo(before);
        }
    }
}
