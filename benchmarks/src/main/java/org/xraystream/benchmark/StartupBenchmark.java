package org.xraystream.benchmark;

import java.nio.file.Path;
import java.util.List;
import org.xraystream.service.runtime.TemporaryFolder;

/** How long a stream-app takes from the start of its JVM until it is ready, without and with shared class data. */
final class StartupBenchmark implements Benchmark {

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String description() {
        return "From the start of the JVM until the stream-app is ready, without and with shared class data.";
    }

    @Override
    public Measured run(Workbench workbench) throws Exception {
        double[] plain = new double[workbench.rounds()];
        double[] shared = new double[workbench.rounds()];
        try (RunningBroker broker = workbench.broker().get();
                var folder = TemporaryFolder.create()) {
            Path archive = folder.path().resolve("classes.jsa");
            workbench.say("writing the class data");
            var unused = seconds(broker, "-XX:ArchiveClassesAtExit=" + archive);
            for (int round = 0; round < workbench.rounds(); round++) {
                workbench.say("round " + (round + 1) + " of " + workbench.rounds());
                plain[round] = seconds(broker, "-Xshare:auto");
                shared[round] = seconds(broker, "-XX:SharedArchiveFile=" + archive);
            }
        }
        return Measured.of(
                Measurement.of(name(), "as it is", "time", plain, "s"),
                Measurement.of(name(), "with shared class data", "time", shared, "s"),
                Measurement.ratio(name(), "as it is to with shared class data", plain, shared));
    }

    private static double seconds(RunningBroker broker, String option) throws Exception {
        try (var app = AppProcess.start(broker.settings(), List.of(option))) {
            return app.secondsToReady();
        }
    }
}
