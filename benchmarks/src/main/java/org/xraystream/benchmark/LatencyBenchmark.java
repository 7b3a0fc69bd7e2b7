package org.xraystream.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.settings.Connection;

/**
 * How long a scan waits for its diagnosis, from the moment at which it was due to be sent to the reading of the committed
 * diagnosis, at half of the rate that the stream-app can keep up: alone, while the model is swapped all the time, and beside
 * a training on the same machine.
 *
 * <p>Scans are sent at fixed times whether or not earlier ones have come back, so that a stall counts for every scan that
 * it holds up.
 */
final class LatencyBenchmark implements Benchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int THREADS = 2;
    private static final double HALF = 0.5;
    /** So many swaps a round, where there are enough scans for it to be worth while. */
    private static final int SWAPS = 50;

    /** All of them with {@code bench}'s default of 6,000 scans, none in a test of a few. */
    private static final int SCANS_WORTH_A_SWAP = 120;

    private static final String ALONE = "alone";
    private static final String TRAINING = "beside a training";
    private static final String SWAPPING = "around swaps";

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String description() {
        return "From sending a scan to reading its diagnosis at half load: alone, around swaps, and beside a training.";
    }

    @Override
    public Measured run(Workbench workbench) throws Exception {
        int rounds = workbench.rounds();
        double[][] alone = new double[rounds][];
        double[][] training = new double[rounds][];
        double[][] swapping = new double[rounds][];
        double[] rates = new double[rounds];
        double[] swaps = new double[rounds];
        try (RunningBroker broker = workbench.broker().get();
                SchemaRegistry registry = Connection.from(broker.settings()).schemaRegistry(PATIENCE);
                BenchScans scans = BenchScans.open(Connection.from(broker.settings()), registry);
                RunningApp app = RunningApp.start(broker.settings(), THREADS, Map.of())) {
            var run = new Run(workbench, Connection.from(broker.settings()), registry, scans, app);
            // With swaps, so that in each round a shadow reads along and no code is new.
            try (var beside = Swaps.start(run.connection, registry)) {
                double rate = WarmUp.run(workbench, run::capacity) * HALF;
                var unused = run.latencies(workbench.scans(), rate, "not measured");
            }
            for (int round = 0; round < rounds; round++) {
                workbench.say("round " + (round + 1) + " of " + rounds);
                double rate = run.capacity() * HALF;
                rates[round] = rate;
                // As many alone, so that both see as much of what happens seldom.
                int count = scansAroundSwaps(workbench, rate);
                alone[round] = run.latencies(count, rate, ALONE);
                try (var beside = Swaps.start(run.connection, registry)) {
                    swapping[round] = run.latencies(count, rate, SWAPPING);
                    swaps[round] = beside.count();
                }
                // Last: when a training ends, its library has the whole heap collected.
                try (var beside = BackgroundTraining.start(workbench)) {
                    training[round] = run.latencies(workbench.scans(), rate, TRAINING);
                    beside.requireUnderWay();
                }
            }
        }
        return measured(
                rates,
                swaps,
                new Latencies(ALONE, alone),
                new Latencies(SWAPPING, swapping),
                new Latencies(TRAINING, training));
    }

    private static int scansAroundSwaps(Workbench workbench, double rate) {
        int swaps = Math.min(SWAPS, workbench.scans() / SCANS_WORTH_A_SWAP);
        return Math.max(workbench.scans(), (int) (swaps * rate * Swaps.EVERY.toMillis() / 1000));
    }

    private Measured measured(double[] rates, double[] swaps, Latencies alone, Latencies swapping, Latencies training) {
        List<Latencies> all = List.of(alone, swapping, training);
        var measurements = new ArrayList<Measurement>();
        measurements.add(Measurement.of(name(), "half of what it can keep up", "load", rates, "scans/s"));
        measurements.add(Measurement.of(name(), SWAPPING, "swaps", swaps, ""));
        all.forEach(latencies -> measurements.addAll(latencies.measurements(name())));
        double[] p99 = alone.percentile(0.99);
        measurements.add(Measurement.ratio(name(), "p99 around swaps to alone", swapping.percentile(0.99), p99));
        measurements.add(Measurement.ratio(name(), "p99 beside a training to alone", training.percentile(0.99), p99));
        return new Measured(
                measurements,
                all.stream().map(latencies -> latencies.course(name())).toList());
    }

    /** A stream-app under load. */
    private static final class Run {
        private final Workbench workbench;
        private final Connection connection;
        private final SchemaRegistry registry;
        private final BenchScans scans;
        private final RunningApp app;
        private int sent;

        Run(Workbench workbench, Connection connection, SchemaRegistry registry, BenchScans scans, RunningApp app) {
            this.workbench = workbench;
            this.connection = connection;
            this.registry = registry;
            this.scans = scans;
            this.app = app;
        }

        /** Scans a second that it can keep up, broker and sender on the same machine. */
        double capacity() {
            workbench.say("  as fast as it can");
            try (Diagnoses diagnoses = Diagnoses.atLeisure(connection, registry)) {
                for (int scan = 0; scan < workbench.scans(); scan++) {
                    scans.send("bench-" + sent++, workbench.image(scan));
                }
                return app.rateOf(diagnoses, workbench.scans(), PATIENCE);
            }
        }

        /** Milliseconds of each of so many scans, in ascending order. */
        double[] latencies(int count, double rate, String circumstances) {
            workbench.say(String.format(Locale.ROOT, "  %.0f scans a second, %s", rate, circumstances));
            int first = sent;
            long[] due = new long[count];
            double[] latencies = new double[due.length];
            try (Diagnoses diagnoses = Diagnoses.atOnce(connection, registry)) {
                var sender = CompletableFuture.runAsync(() -> send(due, rate));
                var seen = new int[1];
                diagnoses.read(due.length, PATIENCE, diagnosis -> {
                    int scan = Integer.parseInt(diagnosis.getScanId().substring("bench-".length())) - first;
                    if (seen[0] < latencies.length) {
                        latencies[seen[0]++] = (System.nanoTime() - due[scan]) / 1e6;
                    }
                });
                sender.join();
            }
            Arrays.sort(latencies);
            return latencies;
        }

        private void send(long[] due, double rate) {
            long start = System.nanoTime();
            for (int scan = 0; scan < due.length; scan++) {
                due[scan] = start + (long) (scan / rate * 1e9);
                while (System.nanoTime() < due[scan]) {
                    LockSupport.parkNanos(due[scan] - System.nanoTime());
                }
                scans.send("bench-" + sent++, workbench.image(scan));
            }
        }
    }
}
