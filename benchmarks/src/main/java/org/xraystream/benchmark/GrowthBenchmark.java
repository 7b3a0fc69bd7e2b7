package org.xraystream.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xraystream.benchmark.Course.Along;
import org.xraystream.benchmark.Course.Point;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/**
 * Whether a scan takes longer when many are remembered: one stream-app reads seventeen times as many scans as a run has,
 * every one another, and remembers them all. The first and the last of these runs are compared. Another stream-app has
 * read three runs before it in the same JVM, so that the compilers are done when the first begins.
 */
final class GrowthBenchmark implements Benchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int THREADS = 2;
    private static final int WARM_UPS = 3;
    private static final int RUNS = 17;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String description() {
        return "Scans a second while the store of remembered scans grows: the last of 17 runs against the first.";
    }

    @Override
    public Measured run(Workbench workbench) throws Exception {
        try (RunningBroker broker = workbench.broker().get();
                SchemaRegistry registry = Connection.from(broker.settings()).schemaRegistry(PATIENCE);
                BenchScans scans = BenchScans.open(Connection.from(broker.settings()), registry)) {
            BenchTopics.keepFew(Connection.from(broker.settings()));
            workbench.say("warming up, until the just-in-time compilers have nothing left to do");
            var unused = rates(workbench, broker, registry, scans, "warm-", WARM_UPS);
            BenchTopics.empty(Connection.from(broker.settings()), Topics.SCANS);
            return measured(workbench, rates(workbench, broker, registry, scans, "bench-", RUNS));
        }
    }

    private static List<Double> rates(
            Workbench workbench,
            RunningBroker broker,
            SchemaRegistry registry,
            BenchScans scans,
            String prefix,
            int runs)
            throws InterruptedException {
        var rates = new ArrayList<Double>();
        Connection connection = Connection.from(broker.settings());
        try (RunningApp app = RunningApp.start(broker.settings(), THREADS, Map.of())) {
            for (int run = 0; run < runs; run++) {
                try (Diagnoses diagnoses = Diagnoses.atLeisure(connection, registry)) {
                    int first = run * workbench.scans();
                    for (int scan = first; scan < first + workbench.scans(); scan++) {
                        scans.send(prefix + scan, workbench.image(scan));
                    }
                    rates.add(app.rateOf(diagnoses, workbench.scans(), PATIENCE));
                }
                workbench.say("  %d scans remembered, %.0f a second"
                        .formatted((run + 1) * workbench.scans(), rates.get(run)));
            }
        }
        return rates;
    }

    private Measured measured(Workbench workbench, List<Double> rates) {
        double[] first = {rates.get(0)};
        double[] last = {rates.get(rates.size() - 1)};
        var points = new ArrayList<Point>();
        for (int run = 0; run < rates.size(); run++) {
            points.add(new Point((run + 1) * workbench.scans(), rates.get(run)));
        }
        return new Measured(
                List.of(
                        throughput(workbench.scans(), first),
                        throughput(rates.size() * workbench.scans(), last),
                        Measurement.ratio(name(), "time of a scan, last run to first", first, last)),
                List.of(new Course(name(), "two threads", "throughput", "scans/s", Along.SCANS, points)));
    }

    private Measurement throughput(int remembered, double[] rate) {
        return Measurement.of(
                name(), "with up to %d scans remembered".formatted(remembered), "throughput", rate, "scans/s");
    }
}
