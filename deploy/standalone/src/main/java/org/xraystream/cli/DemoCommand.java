package org.xraystream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.xraystream.cluster.Cluster;
import org.xraystream.cluster.Services;
import org.xraystream.demo.BadFeedback;
import org.xraystream.demo.Cohort;
import org.xraystream.demo.Demo;
import org.xraystream.demo.Play;
import org.xraystream.demo.SiteShift;
import org.xraystream.service.runtime.TemporaryFolder;
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

    @Option(
            names = "--scenario",
            paramLabel = "swap|site-shift|bad-feedback",
            description =
                    "swap: labels come and the model is swapped. site-shift: a site gets another detector, and the"
                            + " model learns it; 10 minutes or so. bad-feedback: careless labels and a bad model brought by hand,"
                            + " and how they are kept out; 10 minutes or so (default: ${DEFAULT-VALUE}).")
    private String scenario = "swap";

    @Option(names = "--count", paramLabel = "N", description = "How many scans swap sends (default: ${DEFAULT-VALUE}).")
    private int count = 300;

    @Option(
            names = "--labels",
            paramLabel = "N",
            description = "How many labels the other scenarios begin to learn from (default: ${DEFAULT-VALUE}).")
    private int labels = 300;

    @Option(names = "--rate", paramLabel = "R", description = "Scans a second (default: ${DEFAULT-VALUE}).")
    private double rate = 25;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Where the other scenarios draw what happened (default: SCENARIO.png).")
    private Optional<Path> plot = Optional.empty();

    @Option(names = "--exit", description = "End after the summary; otherwise everything stays up until Ctrl-C.")
    private boolean exit;

    @Option(names = "--json", description = "Print the summary as one JSON object on the last line.")
    private boolean json;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Play.Outcome outcome = playOnOwnCluster();
        if (exit) {
            printForPrograms(outcome);
        }
        return outcome.failures().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Starts everything, plays, and stops everything. */
    private Play.Outcome playOnOwnCluster() throws IOException, InterruptedException {
        var ending = new OrderlyEnd(terminal);
        try (ending) {
            TemporaryFolder folder = ending.closing(TemporaryFolder.create());
            Path log = folder.path().resolve("xraystream.log");
            FileLogging.to(log);
            Play play = play(folder.path());
            say("Starting broker, schema registry, classifier and trainer (log: " + log + ")");
            long start = System.nanoTime();
            Cluster cluster = ending.closing(Cluster.start(folder.path(), 0, 0));
            Settings given = Settings.load(terminal.environment());
            LocalAccess access = LocalAccess.in(new Home(folder.path()), given);
            Services services = ending.closing(Services.start(
                    cluster,
                    given.with(play.settings()).with(access.settings()),
                    folder.path().resolve("streams"),
                    0,
                    0));
            say(String.format(
                    "All up after %.1f s. Model in force: %s",
                    seconds(start), services.streamApp().modelVersion()));
            if (!exit) {
                say("Reading room: http://127.0.0.1:" + services.streamApp().port() + "/");
                access.note().ifPresent(this::say);
            }
            say(play.announcement());
            Play.Outcome outcome = play(play, cluster);
            outcome.lines().forEach(json ? terminal.err()::println : terminal.out()::println);
            if (!outcome.failures().isEmpty()) {
                folder.keep();
                terminal.error(String.join("; ", outcome.failures()) + "; logs and data are kept in " + folder.path());
            }
            if (!exit) {
                printForPrograms(outcome);
                stayUp(cluster);
            }
            return outcome;
        }
    }

    /** The last line, after everything else has been said. */
    private void printForPrograms(Play.Outcome outcome) {
        if (json) {
            terminal.out().println(asJson(outcome.asMap()));
        }
    }

    private Play play(Path folder) throws IOException {
        if (!(rate > 0) || labels < 1) {
            throw new CommandFailure("rate, labels: " + rate + ", " + labels + " given; both must be positive");
        }
        return switch (scenario) {
            case "swap" -> new Demo(source.open(), plan());
            case "site-shift" -> new SiteShift(cohort(folder), labels, rate, picture());
            case "bad-feedback" -> new BadFeedback(cohort(folder), labels, rate, picture());
            default ->
                throw new CommandFailure("scenario: " + scenario + " given; swap, site-shift or bad-feedback allowed");
        };
    }

    private Demo.Plan plan() {
        try {
            return new Demo.Plan(count, rate);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    private Cohort cohort(Path folder) throws IOException {
        Path baseData = Files.createDirectories(folder.resolve("base-data"));
        return source.folder().isPresent()
                ? Cohort.of(source.folder().get(), labels, baseData)
                : Cohort.synthetic(labels, baseData);
    }

    private Path picture() {
        return plot.orElseGet(() -> Path.of(scenario + ".png"));
    }

    private Play.Outcome play(Play play, Cluster cluster) throws IOException, InterruptedException {
        Connection connection = Connection.from(Settings.of(cluster.addresses()));
        try (var progress = Progress.of(terminal, "scans", play.scans())) {
            return play.play(connection, new Play.Audience() {
                @Override
                public void event(String what) {
                    say(what);
                }

                @Override
                public void progress(int sent, int done) {
                    progress.step();
                    if (!terminal.showsProgress() && sent % Math.max(1, play.scans() / 10) == 0) {
                        say(sent + " of " + play.scans() + " scans sent, " + done + " have their outcome");
                    }
                }
            });
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
