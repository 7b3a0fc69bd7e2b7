package org.xraystream.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.ModelBundle;
import org.xraystream.topic.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Shows the releases of models. */
@Command(
        name = "models",
        description = {
            "Shows the releases of models, oldest first. The newest of a slot is in force, unless the services refused it;"
                    + " /health/ready of each says which model it serves.",
            "The model shipped with the software serves until the first release and is not listed."
        })
final class ModelsCommand implements Callable<Integer> {
    private static final Table TABLE = Table.of(
            new Table.Column("SLOT", 8),
            new Table.Column("VERSION", 24),
            new Table.Column("RELEASED", 20),
            new Table.Column("NEWEST", 6),
            new Table.Column("SCORES", 40),
            new Table.Column("REASON", 0));

    /** What a person looks at first; programs get all. */
    private static final List<String> SHOWN_SCORES = List.of("auc", "sensitivity", "specificity");

    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ModelsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var releases = new ArrayList<ModelRelease>();
        try (OpenCluster open = cluster.open(terminal);
                var reader = new EventReader(open)) {
            reader.on(Topics.MODELS, releases::add).readToEnd();
        }
        if (releases.isEmpty()) {
            terminal.note("No model has been released; the one shipped with the software serves: "
                    + ModelBundle.shipped().manifest().version());
        }
        var newest = new HashMap<ModelSlot, ModelRelease>();
        releases.forEach(release -> newest.put(release.getSlot(), release));
        ResultPrinter printer = output.printer(terminal, TABLE);
        for (ModelRelease release : releases) {
            boolean isNewest = newest.containsValue(release);
            printer.print(asObject(release, isNewest), asCells(release, isNewest));
        }
        return ExitCode.OK;
    }

    private static Map<String, ?> asObject(ModelRelease release, boolean newest) {
        var object = new LinkedHashMap<String, Object>();
        object.put("slot", slot(release));
        object.put("version", release.getVersion());
        object.put("sha256", release.getSha256());
        object.put("releasedAt", release.getReleasedAt().toString());
        object.put("releasedBy", release.getReleasedBy());
        object.put("newest", newest);
        object.put("scores", new TreeMap<>(release.getScores()));
        object.put("reason", release.getReason());
        return object;
    }

    private static List<String> asCells(ModelRelease release, boolean newest) {
        String scores = SHOWN_SCORES.stream()
                .filter(release.getScores()::containsKey)
                .map(name -> String.format(
                        Locale.ROOT, "%s %.3f", name, release.getScores().get(name)))
                .collect(Collectors.joining(", "));
        return List.of(
                slot(release),
                release.getVersion(),
                release.getReleasedAt().toString(),
                newest ? "yes" : "",
                scores,
                release.getReason());
    }

    private static String slot(ModelRelease release) {
        return release.getSlot().name().toLowerCase(Locale.ROOT);
    }
}
