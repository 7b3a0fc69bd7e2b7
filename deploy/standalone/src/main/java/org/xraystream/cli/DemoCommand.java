package org.xraystream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.xraystream.cluster.Cluster;
import org.xraystream.demo.Demo;
import org.xraystream.demo.DemoSummary;
import org.xraystream.demo.FolderImages;
import org.xraystream.demo.ImageSource;
import org.xraystream.demo.SyntheticImages;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.standalone.Standalone;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Shows the whole product at work, with a simulated modality and a simulated radiologist. */
@Command(
        name = "demo",
        description = {
            "Starts a broker, a registry, the classifier and the trainer, sends radiographs, labels some of them, and"
                    + " swaps in the retrained model while scans flow; then says whether every scan is accounted for.",
            "Without --scans the radiographs are synthetic, drawn from a statistical model of real ones."
        })
final class DemoCommand implements Callable<Integer> {
    private static final long SEED = 1;

    private final Terminal terminal;

    @Option(
            names = "--scans",
            paramLabel = "DIR",
            description = "Radiographs to send, in folders named NORMAL and PNEUMONIA (the Kaggle layout).")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--count", paramLabel = "N", description = "How many scans to send (default: ${DEFAULT-VALUE}).")
    private int count = 300;

    @Option(names = "--rate", paramLabel = "R", description = "Scans a second (default: ${DEFAULT-VALUE}).")
    private double rate = 25;

    @Option(names = "--exit", description = "End after the summary; otherwise everything stays up until Ctrl-C.")
    private boolean exit;

    @Option(names = "--json", description = "Print the summary as one JSON object on the last line.")
    private boolean json;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var plan = plan();
        ImageSource source = folder.isPresent() ? FolderImages.in(folder.get(), SEED) : SyntheticImages.shipped(SEED);
        Path data = Files.createTempDirectory("xraystream-demo-");
        FileLogging.to(data.resolve("xraystream.log"));
        say("Starting broker, schema registry, classifier and trainer (log: " + data.resolve("xraystream.log") + ")");
        long start = System.nanoTime();
        try (Standalone standalone = Standalone.start(
                Cluster.startTemporary(),
                Settings.load(terminal.environment()).with(settings(plan)),
                data.resolve("streams"),
                0,
                0)) {
            say(String.format("All up after %.1f s. Model in force: %s", seconds(start), modelOf(standalone)));
            say("Sending " + count + " scans: " + source.description() + "; half of the children get labels.");
            DemoSummary summary = play(standalone, source, plan);
            summary.lines().forEach(terminal.out()::println);
            if (!exit) {
                stayUp(standalone);
            }
            if (json) {
                terminal.out().println(asJson(summary.asMap()));
            }
            return summary.balances() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private Demo.Plan plan() {
        try {
            return new Demo.Plan(count, rate);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> settings(Demo.Plan plan) {
        return Map.of(
                "retraining.labels", Integer.toString(plan.labelsForRetraining()),
                "retraining.epochs", "2",
                "promotion.least-cases", "3");
    }

    private DemoSummary play(Standalone standalone, ImageSource source, Demo.Plan plan)
            throws IOException, InterruptedException {
        Connection connection = Connection.from(Settings.of(Standalone.addressesOf(standalone.cluster())));
        try (var progress = Progress.of(terminal, "scans", plan.count())) {
            return new Demo(connection, source, plan, new Demo.Audience() {
                        @Override
                        public void event(String what) {
                            say(what);
                        }

                        @Override
                        public void progress(int sent, int done) {
                            progress.step();
                            if (!terminal.showsProgress() && sent % (Math.max(1, plan.count() / 10)) == 0) {
                                say(sent + " of " + plan.count() + " scans sent, " + done + " have their outcome");
                            }
                        }
                    })
                    .play();
        }
    }

    private void stayUp(Standalone standalone) throws InterruptedException {
        Cluster cluster = standalone.cluster();
        say("Everything stays up until Ctrl-C: --bootstrap " + cluster.bootstrapServers() + " --registry "
                + cluster.registryUrl());
        new CountDownLatch(1).await();
    }

    private static String modelOf(Standalone standalone) {
        return standalone.streamApp().modelVersion();
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    private void say(String what) {
        terminal.note(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + what);
    }

    private static String asJson(Map<String, ?> object) {
        try {
            return new ObjectMapper().writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a summary can always be written", e);
        }
    }
}
