package org.xraystream.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.runtime.TemporaryFolder;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;

/**
 * How many scans a second the stream-app reads, between the two ends that matter: a plain loop over the same calls, which
 * no topology can pass, and the topology that public examples write. Broker and stream-app share two cores, as they do on
 * a small clinic's machine, also where there are more.
 *
 * <p>Runs before the first round warm up the broker and the stream-app, whose compilers would otherwise take a fifth of the
 * cores. A round runs all cases; the ratios are taken round by round, so that a machine whose speed drifts drifts
 * in both. Rates come from the times at which the diagnoses were decided.
 *
 * <p>Broker and registry count twice: as they come, the stream-app has what they leave of the cores and the plain loop has
 * all; and with what they used taken off the plain loop's rate, as it would be if they were on another machine. So do they
 * in what a second thread wins: with one thread they have a core to themselves, which the second takes from them; and with
 * one core for one thread and all of them, two cores are twice the machine.
 */
final class StreamBenchmark implements Benchmark {

    private static final int CORES = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** The naive topology is so slow that this share of the scans tells as much. */
    private static final int NAIVE_SHARE = 15;
    /** Several applications read the same scans, which the account would rightly call answered twice. */
    private static final Map<String, String> NOT_RECONCILED = Map.of("reconciliation.every", "PT24H");

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public String description() {
        return "Scans a second, against a plain loop over the same calls and against a naive topology.";
    }

    @Override
    public Measured run(Workbench workbench) throws Exception {
        double[] loop1 = new double[workbench.rounds()];
        double[] loop2 = new double[workbench.rounds()];
        double[] stream1 = new double[workbench.rounds()];
        double[] stream2 = new double[workbench.rounds()];
        double[] stream4 = new double[workbench.rounds()];
        double[] brokers = new double[workbench.rounds()];
        double[] left = new double[workbench.rounds()];
        double[] naive = new double[workbench.rounds()];
        double[] oneCore = new double[workbench.rounds()];
        try (RunningBroker broker = workbench.broker().get();
                HeldCores two = HeldCores.hold(CORES);
                SchemaRegistry registry = Connection.from(broker.settings()).schemaRegistry(PATIENCE)) {
            workbench.say("publishing " + workbench.scans() + " scans");
            publish(workbench, Connection.from(broker.settings()), registry);
            var unused = WarmUp.run(workbench, () -> stream(workbench, broker.settings(), registry, 2));
            for (int round = 0; round < workbench.rounds(); round++) {
                workbench.say("round " + (round + 1) + " of " + workbench.rounds());
                loop1[round] = plainLoop(workbench, 1);
                stream1[round] = stream(workbench, broker.settings(), registry, 1);
                try (HeldCores one = HeldCores.hold(1)) {
                    workbench.say("  on one core, broker and all");
                    oneCore[round] = stream(workbench, broker.settings(), registry, 1);
                }
                loop2[round] = plainLoop(workbench, 2);
                var beside = ChildrenClock.start();
                stream2[round] = stream(workbench, broker.settings(), registry, 2);
                brokers[round] = beside.cores();
                left[round] = loop2[round] * shareLeft(2, brokers[round]);
                stream4[round] = stream(workbench, broker.settings(), registry, 4);
                naive[round] = naive(workbench, broker.settings(), registry);
            }
        }
        var measurements = new ArrayList<>(List.of(
                throughput("plain loop, 1 thread", loop1),
                throughput("plain loop, 2 threads", loop2),
                throughput("stream-app, 1 thread", stream1),
                throughput("stream-app, 2 threads", stream2),
                throughput("stream-app, 4 threads", stream4),
                throughput("naive topology", naive),
                Measurement.ratio(name(), "stream-app to plain loop, 2 threads each", stream2, loop2),
                Measurement.of(name(), "broker and registry beside them", "processor time", brokers, "cores"),
                Measurement.ratio(name(), "stream-app to plain loop, of the time that these leave", stream2, left),
                Measurement.ratio(name(), "stream-app, 2 threads to 1", stream2, stream1),
                Measurement.ratio(name(), "plain loop, 2 threads to 1", loop2, loop1),
                Measurement.ratio(name(), "stream-app, 2 threads, to naive topology", stream2, naive)));
        if (HeldCores.possible()) {
            measurements.add(throughput("stream-app, 1 thread, all on 1 core", oneCore));
            measurements.add(Measurement.ratio(name(), "stream-app, 2 threads and cores to 1", stream2, oneCore));
        }
        return new Measured(measurements, List.of());
    }

    private Measurement throughput(String subject, double[] rounds) {
        return Measurement.of(name(), subject, "throughput", rounds, "scans/s");
    }

    /** Which part of the cores that so many threads keep busy is theirs while others take some. */
    private static double shareLeft(int threads, double taken) {
        int busy = Math.min(threads, CORES);
        return Math.min(busy, CORES - taken) / busy;
    }

    private static double plainLoop(Workbench workbench, int threads) throws Exception {
        workbench.say("  plain loop, threads: " + threads);
        return PlainLoop.run(workbench, threads);
    }

    private static double stream(Workbench workbench, Settings broker, SchemaRegistry registry, int threads)
            throws InterruptedException {
        workbench.say("  stream-app, threads: " + threads);
        // Else the reading room would begin with all that was said of the same scans in earlier runs.
        BenchTopics.empty(Connection.from(broker), Topics.DIAGNOSES, Topics.PREPARED);
        try (var diagnoses = Diagnoses.atLeisure(Connection.from(broker), registry);
                var app = RunningApp.start(broker, threads, NOT_RECONCILED)) {
            return app.rateOf(diagnoses, workbench.scans(), PATIENCE);
        }
    }

    private static double naive(Workbench workbench, Settings broker, SchemaRegistry registry) throws Exception {
        workbench.say("  naive topology");
        try (var state = TemporaryFolder.create()) {
            return NaiveTopology.run(
                    Connection.from(broker), registry, Math.max(20, workbench.scans() / NAIVE_SHARE), state.path());
        }
    }

    private static void publish(Workbench workbench, Connection connection, SchemaRegistry registry)
            throws InterruptedException {
        try (var scans = BenchScans.open(connection, registry)) {
            for (int scan = 0; scan < workbench.scans(); scan++) {
                scans.send("bench-" + scan, workbench.image(scan));
            }
        }
    }
}
