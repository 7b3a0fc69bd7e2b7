package org.xraystream.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.gate.AcquisitionTags;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.reading.Reading;
import org.xraystream.reading.ScanReader;

/** The stream-app's calls without Kafka, in a loop over images in memory: the limit that no topology can pass. */
final class PlainLoop {

    private PlainLoop() {}

    /** Scans a second. */
    static double run(Workbench workbench, int threads)
            throws InterruptedException, ExecutionException, InvalidBundleException {
        ScanReader reader = ScanReader.ofPaediatricChests();
        var next = new AtomicInteger();
        long[] decided = new long[workbench.scans()];
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (Model model = Model.load(ModelBundle.shipped(), Engine.ONNX)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                workers.add(executor.submit(() -> {
                    for (int scan = next.getAndIncrement(); scan < decided.length; scan = next.getAndIncrement()) {
                        if (reader.read(workbench.image(scan), AcquisitionTags.NONE, model)
                                instanceof Reading.Rejected rejected) {
                            throw new IllegalStateException("a benchmark image was rejected: " + rejected);
                        }
                        decided[scan] = System.nanoTime() / 1_000_000;
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            executor.shutdown();
        }
        return Rate.of(decided);
    }
}
