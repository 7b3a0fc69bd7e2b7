package org.xraystream.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes the parts of a long-running command once, last opened first, whether the command ends by itself or the process
 * is told to stop (Ctrl-C, SIGTERM). Thread-safe.
 */
final class OrderlyEnd implements AutoCloseable {
    private final Terminal terminal;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final AtomicBoolean underWay = new AtomicBoolean();

    OrderlyEnd(Terminal terminal) {
        this.terminal = terminal;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "orderly-end"));
    }

    /** Takes charge of a part; one that comes too late is closed at once. */
    synchronized <T extends AutoCloseable> T closing(T part) {
        if (isUnderWay()) {
            close(part);
        } else {
            parts.push(part);
        }
        return part;
    }

    /** Whether the parts are being closed, or are closed already. */
    boolean isUnderWay() {
        return underWay.get();
    }

    @Override
    public synchronized void close() {
        if (underWay.getAndSet(true)) {
            return;
        }
        terminal.note("Stopping ...");
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
        terminal.note("Stopped.");
    }

    private void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            terminal.error("a part did not stop as it should: " + e);
        }
    }
}
