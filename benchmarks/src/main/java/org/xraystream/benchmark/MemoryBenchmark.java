package org.xraystream.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;

/**
 * Whether a stream-app stays what it is under load: its resident memory (heap, native libraries and all) and what a scan
 * costs it, after a sixth of the time and at the end, each over a twelfth of the time, so that a garbage collection more or
 * less does not count. It first reads as fast as it can, which warms it up and tells how much that is;
 * the load is a share of that. Every scan must be diagnosed, or there is no result.
 */
final class MemoryBenchmark implements Benchmark {

    private static final double LOAD = 0.8;
    private static final int SAMPLES = 120;
    private static final int WINDOW = SAMPLES / 12;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private record Sample(double residentMegabytes, double processorSeconds, int diagnosed) {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String description() {
        return "Resident memory of the stream-app, and what a scan costs it, under steady load: end against a sixth.";
    }

    @Override
    public List<Measurement> run(Workbench workbench) throws Exception {
        try (RunningBroker broker = workbench.broker().get();
                SchemaRegistry registry = Connection.from(broker.settings()).schemaRegistry(Duration.ofMinutes(1));
                BenchScans scans = BenchScans.open(Connection.from(broker.settings()), registry);
                var app = AppProcess.start(broker.settings(), List.of());
                var diagnosed = Counter.of(broker.settings(), registry)) {
            BenchScans.keepFew(Connection.from(broker.settings()));
            double capacity = capacity(workbench, scans, diagnosed);
            double load = LOAD * capacity;
            workbench.say(
                    "  it reads " + Math.round(capacity) + " scans a second; from now on it gets " + Math.round(load));
            List<Sample> samples = samples(workbench, scans, app, diagnosed, load);
            return measurements(samples, load, diagnosed.count());
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

    private static List<Sample> samples(
            Workbench workbench, BenchScans scans, AppProcess app, Counter diagnosed, double load) {
        var samples = new ArrayList<Sample>();
        long every = workbench.soak().toNanos() / SAMPLES;
        long start = System.nanoTime();
        int sent = 0;
        while (samples.size() < SAMPLES) {
            scans.send("bench-" + sent, workbench.image(sent));
            sent++;
            long due = start + (long) (sent / load * 1e9);
            LockSupport.parkNanos(due - System.nanoTime());
            if (System.nanoTime() - start >= (samples.size() + 1) * every) {
                samples.add(new Sample(app.residentMegabytes(), app.processorSeconds(), diagnosed.count()));
                sayNowAndThen(workbench, samples, sent);
            }
        }
        diagnosed.await(workbench.scans() + sent);
        return samples;
    }

    private static void sayNowAndThen(Workbench workbench, List<Sample> samples, int sent) {
        if (samples.size() % WINDOW == 0) {
            long resident = Math.round(samples.get(samples.size() - 1).residentMegabytes());
            workbench.say("  " + sent + " scans, " + resident + " MB, "
                    + "%.2f ms of a processor for a scan".formatted(millisPerScan(samples, samples.size() - WINDOW)));
        }
    }

    private static double millisPerScan(List<Sample> samples, int from) {
        Sample first = samples.get(from);
        Sample last = samples.get(from + WINDOW - 1);
        return (last.processorSeconds() - first.processorSeconds()) * 1e3 / (last.diagnosed() - first.diagnosed());
    }

    private List<Measurement> measurements(List<Sample> samples, double load, int diagnosed) {
        int early = SAMPLES / 6;
        int late = SAMPLES - WINDOW;
        Measurement memoryEarly = resident("after a sixth of the time", samples, early);
        Measurement memoryLate = resident("at the end", samples, late);
        double workEarly = millisPerScan(samples, early);
        double workLate = millisPerScan(samples, late);
        return List.of(
                once("load", "throughput", load, "scans/s"),
                once("all along", "diagnosed", diagnosed, "scans"),
                memoryEarly,
                memoryLate,
                once("memory, end to a sixth", "ratio", memoryLate.value() / memoryEarly.value(), ""),
                once("after a sixth of the time", "processor", workEarly, "ms/scan"),
                once("at the end", "processor", workLate, "ms/scan"),
                once("processor time, end to a sixth", "ratio", workLate / workEarly, ""));
    }

    private Measurement resident(String when, List<Sample> samples, int from) {
        double[] megabytes = samples.subList(from, from + WINDOW).stream()
                .mapToDouble(Sample::residentMegabytes)
                .toArray();
        return Measurement.of(name(), when, "resident", megabytes, "MB");
    }

    private Measurement once(String subject, String metric, double value, String unit) {
        return Measurement.of(name(), subject, metric, new double[] {value}, unit);
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
