package org.xraystream.cli;

import java.util.concurrent.Callable;
import org.xraystream.event.AuditAct;
import org.xraystream.event.ModelRelease;
import org.xraystream.service.release.ReleaseRefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a challenger champion that waits for a person. */
@Command(
        name = "approve",
        description = {
            "Makes a challenger champion that passed the comparison and waits for approval (promotion.mode=approval).",
            "Refused where the champion that it was compared with is no longer in force."
        })
final class ModelApproveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "VERSION", description = "The version, as `models list` prints it.")
    private String version = "";

    @Option(names = "--by", paramLabel = "ACCOUNT", description = "Who approves (default: the login name).")
    private String account = OpenCluster.USER;

    ModelApproveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ReleaseRefusedException, InterruptedException {
        try (OpenCluster open = cluster.open(terminal);
                var desk = open.releaseDesk(account)) {
            ModelRelease release = desk.approve(version);
            open.audit(account, AuditAct.APPROVAL, version, release.getReason());
            return ReleaseDone.print(release, terminal, output);
        }
    }
}
