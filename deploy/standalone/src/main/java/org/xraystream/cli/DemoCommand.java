package org.xraystream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.xraystream.cluster.Cluster;
import org.xraystream.cluster.Services;
import org.xraystream.cluster.TemporaryFolder;
import org.xraystream.demo.Demo;
import org.xraystream.demo.DemoSummary;
import org.xraystream.demo.ImageSource;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
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
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Terminal terminal;

    @Mixin
    private final ImageSourceOption source = new ImageSourceOption();

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
        Demo.Plan plan = plan();
        DemoSummary summary = playOnOwnCluster(plan);
        if (exit) {
            printForPrograms(summary);
        }
        return summary.balances() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Starts everything, plays, and stops everything. */
    private DemoSummary playOnOwnCluster(Demo.Plan plan) throws IOException, InterruptedException {
        var ending = new OrderlyEnd(terminal);
        try (ending) {
            TemporaryFolder folder = ending.closing(TemporaryFolder.create());
            Path log = folder.path().resolve("xraystream.log");
            FileLogging.to(log);
            ImageSource images = source.open();
            say("Starting broker, schema registry, classifier and trainer (log: " + log + ")");
            long start = System.nanoTime();
            Cluster cluster = ending.closing(Cluster.start(folder.path(), 0, 0));
            Settings given = Settings.load(terminal.environment());
            LocalAccess access = LocalAccess.in(new Home(folder.path()), given);
            Services services = ending.closing(Services.start(
                    cluster,
                    given.with(settings(plan)).with(access.settings()),
                    folder.path().resolve("streams"),
                    0,
                    0));
            say(String.format(
                    "All up after %.1f s. Model in force: %s",
                    seconds(start), services.streamApp().modelVersion()));
            if (!exit) {
                access.note().ifPresent(this::say);
            }
            say("Sending " + count + " scans: " + images.description() + "; half of the children get labels.");
            DemoSummary summary = play(cluster, images, plan);
            summary.lines().forEach(json ? terminal.err()::println : terminal.out()::println);
            if (!summary.balances()) {
                folder.keep();
                terminal.error("not every scan is accounted for; logs and data are kept in " + folder.path());
            }
            if (!exit) {
                printForPrograms(summary);
                stayUp(cluster);
            }
            return summary;
        }
    }

    /** The last line, after everything else has been said. */
    private void printForPrograms(DemoSummary summary) {
        if (json) {
            terminal.out().println(asJson(summary.asMap()));
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
                "retraining.share", "1",
                // So few cases prove nothing; what the demo shows is the swap.
                "promotion.least-cases", "3",
                "promotion.auc-margin", "0.2",
                "promotion.sensitivity-margin", "0.5",
                "promotion.log-loss-margin", "1");
    }

    private DemoSummary play(Cluster cluster, ImageSource images, Demo.Plan plan)
            throws IOException, InterruptedException {
        Connection connection = Connection.from(Settings.of(cluster.addresses()));
        try (var progress = Progress.of(terminal, "scans", plan.count())) {
            return new Demo(connection, images, plan, new Demo.Audience() {
                        @Override
                        public void event(String what) {
                            say(what);
                        }

                        @Override
                        public void progress(int sent, int done) {
                            progress.step();
                            if (!terminal.showsProgress() && sent % Math.max(1, plan.count() / 10) == 0) {
                                say(sent + " of " + plan.count() + " scans sent, " + done + " have their outcome");
                            }
                        }
                    })
                    .play();
        }
    }

    private void stayUp(Cluster cluster) throws InterruptedException {
        say("Everything stays up until Ctrl-C: --bootstrap " + cluster.bootstrapServers() + " --registry "
                + cluster.registryUrl());
        new CountDownLatch(1).await();
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    private void say(String what) {
        terminal.note(TIME.format(LocalTime.now(ZoneId.systemDefault())) + "  " + what);
    }

    private static String asJson(Map<String, ?> object) {
        try {
            return new ObjectMapper().writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a summary can always be written", e);
        }
    }
}
