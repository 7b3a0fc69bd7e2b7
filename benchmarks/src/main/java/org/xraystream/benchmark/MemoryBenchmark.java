package org.xraystream.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.settings.Connection;

/**
 * Whether the memory of a stream-app stays what it is under load: resident after a sixth of the time and at its end, each
 * the median over a twelfth of the time, so that a garbage collection more or less does not count.
 */
final class MemoryBenchmark implements Benchmark {

    private static final int SAMPLES = 120;
    private static final int WINDOW = SAMPLES / 12;
    /** Some way below what two cores keep up, so that the load is the same all the time. */
    private static final double SCANS_PER_SECOND = 100;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String description() {
        return "Resident memory of the stream-app under steady load, at its end against a sixth of the time.";
    }

    @Override
    public List<Measurement> run(Workbench workbench) throws Exception {
        var resident = new ArrayList<Double>();
        try (RunningBroker broker = workbench.broker().get();
                SchemaRegistry registry = Connection.from(broker.settings()).schemaRegistry(Duration.ofMinutes(1));
                BenchScans scans = BenchScans.open(Connection.from(broker.settings()), registry);
                var app = AppProcess.start(broker.settings(), List.of())) {
            long every = workbench.soak().toNanos() / SAMPLES;
            long start = System.nanoTime();
            int sent = 0;
            while (resident.size() < SAMPLES) {
                scans.send("bench-" + sent, workbench.image(sent));
                sent++;
                long due = start + (long) (sent / SCANS_PER_SECOND * 1e9);
                LockSupport.parkNanos(due - System.nanoTime());
                if (System.nanoTime() - start >= (resident.size() + 1) * every) {
                    resident.add(app.residentMegabytes());
                    sayNowAndThen(workbench, resident, sent);
                }
            }
        }
        Measurement early =
                Measurement.of(name(), "after a sixth of the time", "resident", window(resident, SAMPLES / 6), "MB");
        Measurement late = Measurement.of(name(), "at the end", "resident", window(resident, SAMPLES - WINDOW), "MB");
        double growth = late.value() / early.value();
        return List.of(early, late, Measurement.of(name(), "end to a sixth", "ratio", new double[] {growth}, ""));
    }

    private static void sayNowAndThen(Workbench workbench, List<Double> resident, int sent) {
        if (resident.size() % WINDOW == 0) {
            workbench.say("  " + sent + " scans, " + Math.round(resident.get(resident.size() - 1)) + " MB");
        }
    }

    private static double[] window(List<Double> samples, int from) {
        return samples.subList(from, from + WINDOW).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
