package org.xraystream.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.xraystream.benchmark.LoadSamples.Sample;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;

/**
 * Whether a stream-app stays what it is under load: its resident memory (heap, native libraries and all) and what a scan
 * costs it. It first reads as fast as it can, which warms it up and tells how much that is;
 * the load is a share of that. Every scan must be diagnosed, or there is no result.
 */
final class MemoryBenchmark implements Benchmark {

    private static final double LOAD = 0.8;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String description() {
        return "Resident memory of the stream-app, and what a scan costs it, under steady load: end against a sixth.";
    }

    @Override
    public Measured run(Workbench workbench) throws Exception {
        try (RunningBroker broker = workbench.broker().get();
                SchemaRegistry registry = Connection.from(broker.settings()).schemaRegistry(Duration.ofMinutes(1));
                BenchScans scans = BenchScans.open(Connection.from(broker.settings()), registry);
                var app = AppProcess.start(broker.settings(), List.of());
                var diagnosed = Counter.of(broker.settings(), registry)) {
            BenchTopics.keepFew(Connection.from(broker.settings()));
            double capacity = capacity(workbench, scans, diagnosed);
            double load = LOAD * capacity;
            workbench.say(
                    "  it reads " + Math.round(capacity) + " scans a second; from now on it gets " + Math.round(load));
            LoadSamples samples = samples(workbench, scans, app, diagnosed, load);
            var measurements = new ArrayList<Measurement>();
            measurements.add(Measurement.once(name(), "load", "throughput", load, "scans/s"));
            measurements.add(Measurement.once(name(), "all along", "diagnosed", diagnosed.count(), "scans"));
            measurements.addAll(samples.measurements());
            return new Measured(measurements, samples.courses());
        }
    }

    /** By the second half of a run, when the compilers have done the most of their work. */
    private static double capacity(Workbench workbench, BenchScans scans, Counter diagnosed) {
        for (int scan = 0; scan < workbench.scans(); scan++) {
            scans.send("warm-" + scan, workbench.image(scan));
        }
        diagnosed.await(workbench.scans() / 2);
        long half = System.nanoTime();
        int before = diagnosed.count();
        diagnosed.await(workbench.scans());
        return (workbench.scans() - before) / ((System.nanoTime() - half) / 1e9);
    }

    private LoadSamples samples(Workbench workbench, BenchScans scans, AppProcess app, Counter diagnosed, double load) {
        var samples = new ArrayList<Sample>();
        Duration every = workbench.soak().dividedBy(LoadSamples.COUNT);
        long start = System.nanoTime();
        int sent = 0;
        while (samples.size() < LoadSamples.COUNT) {
            scans.send("bench-" + sent, workbench.image(sent));
            sent++;
            long due = start + (long) (sent / load * 1e9);
            LockSupport.parkNanos(due - System.nanoTime());
            if (System.nanoTime() - start >= (samples.size() + 1) * every.toNanos()) {
                samples.add(new Sample(app.residentMegabytes(), app.processorSeconds(), diagnosed.count()));
                sayNowAndThen(workbench, samples, sent);
            }
        }
        diagnosed.await(workbench.scans() + sent);
        return new LoadSamples(name(), every, samples);
    }

    private static void sayNowAndThen(Workbench workbench, List<Sample> samples, int sent) {
        if (samples.size() % LoadSamples.WINDOW == 0) {
            long resident = Math.round(samples.get(samples.size() - 1).residentMegabytes());
            workbench.say("  " + sent + " scans, " + resident + " MB, "
                    + "%.2f ms of a processor for a scan"
                            .formatted(LoadSamples.millisPerScan(samples, samples.size() - LoadSamples.WINDOW)));
        }
    }

    /** Counts committed diagnoses as they come. */
    private static final class Counter implements AutoCloseable {
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicBoolean open = new AtomicBoolean(true);
        private final Thread reader;

        private Counter(Diagnoses diagnoses) {
            reader = new Thread(
                    () -> {
                        try (diagnoses) {
                            while (open.get()) {
                                count.addAndGet(diagnoses.readFor(Duration.ofMillis(500)));
                            }
                        }
                    },
                    "diagnoses");
        }

        static Counter of(Settings broker, SchemaRegistry registry) {
            var counter = new Counter(Diagnoses.atLeisure(Connection.from(broker), registry));
            counter.reader.start();
            return counter;
        }

        int count() {
            return count.get();
        }

        void await(int wanted) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (count.get() < wanted) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(count.get() + " of " + wanted + " scans were diagnosed");
                }
                LockSupport.parkNanos(50_000_000);
            }
        }

        @Override
        public void close() throws InterruptedException {
            open.set(false);
            reader.join();
        }
    }
}
