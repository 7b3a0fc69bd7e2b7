package org.xraystream.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.event.AuditAct;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a model that somebody brings in force. */
@Command(
        name = "release",
        description = {
            "Releases the model in a bundle, as `train` writes it: every running instance takes it at once.",
            "It is compared with nothing; whether it is good is for the person to know who releases it."
        })
final class ModelReleaseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final ActorOptions actor = new ActorOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "The bundle.")
    private Path file = Path.of("");

    @Option(names = "--slot", paramLabel = "SLOT", description = "CHAMPION decides (default), SHADOW only watches.")
    private ModelSlot slot = ModelSlot.CHAMPION;

    ModelReleaseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidBundleException, InterruptedException {
        ModelBundle bundle = ModelOption.read(file);
        // Reproduces its golden outputs, or fails here instead of in every instance.
        Model.load(bundle, Engine.ONNX).close();
        try (OpenCluster open = cluster.open(terminal);
                var desk = open.releaseDesk(actor.account())) {
            ModelRelease release = desk.release(slot, bundle, actor.reason());
            open.audit(actor.account(), AuditAct.RELEASE, release.getVersion(), release.getReason());
            return ReleaseDone.print(release, terminal, output);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
