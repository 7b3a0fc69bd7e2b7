package org.xraystream.cli;

import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Does independent pieces of work on all cores and hands the results on in the order of the work, on the caller's
 * thread. No more than a few pieces a core are held at a time, however many there are.
 */
final class OrderedWork {
    private static final int AHEAD_PER_CORE = 8;

    private OrderedWork() {}

    /** Throws what the work threw, as it was, once the pieces before it have been handed on. */
    static <T, R> void run(Iterable<T> pieces, Function<T, R> work, Consumer<R> results) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService workers = Executors.newFixedThreadPool(cores);
        try {
            var ahead = new ArrayDeque<Future<R>>();
            for (T piece : pieces) {
                Callable<R> call = () -> work.apply(piece);
                ahead.add(workers.submit(call));
                if (ahead.size() == cores * AHEAD_PER_CORE) {
                    results.accept(resultOf(ahead.remove()));
                }
            }
            while (!ahead.isEmpty()) {
                results.accept(resultOf(ahead.remove()));
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static <R> R resultOf(Future<R> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
