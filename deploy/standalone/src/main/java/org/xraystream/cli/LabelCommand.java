package org.xraystream.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.xraystream.event.AuditAct;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.topic.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a radiologist found, for the trainer to learn from. */
@Command(
        name = "label",
        description = "Records what a radiologist found in a scan; a later label replaces an earlier one.")
final class LabelCommand implements Callable<Integer> {
    private static final Table TABLE =
            Table.of(new Table.Column("SCAN", 44), new Table.Column("LABEL", 20), new Table.Column("READER", 0));

    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "SCAN_ID", description = "The scan, as `publish` and `diagnoses` print it.")
    private String scanId = "";

    @Parameters(index = "1", paramLabel = "FINDING", description = "One of: ${COMPLETION-CANDIDATES}.")
    private LabelFinding finding = LabelFinding.CANNOT_TELL;

    @Option(names = "--reader", paramLabel = "ACCOUNT", description = "Who read the scan (default: the login name).")
    private String reader = System.getProperty("user.name");

    @Option(
            names = "--blind",
            description = "The reader had not seen the model's result; labels given after it flatter the model.")
    private boolean blind;

    @Option(names = "--comment", description = "A remark, free of patient data.")
    private Optional<String> comment = Optional.empty();

    LabelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Label label = label();
        try (OpenCluster open = cluster.open(terminal);
                var publisher = new EventPublisher<>(open.connection(), open.registry(), Topics.LABELS)) {
            publisher.publish(scanId, label).join();
            open.audit(reader, AuditAct.LABEL, scanId, finding.name());
        } catch (CompletionException e) {
            throw new CommandFailure("the label was not taken: " + e.getCause(), e);
        }
        var object = new LinkedHashMap<String, Object>();
        object.put("scanId", scanId);
        object.put("label", finding.name());
        object.put("reader", reader);
        object.put("sawModelResult", !blind);
        output.printer(terminal, TABLE).print(object, List.of(scanId, finding.name(), reader));
        return ExitCode.OK;
    }

    private Label label() {
        Label.Builder label = Label.newBuilder()
                .setScanId(scanId)
                .setFinding(finding)
                .setReader(reader)
                .setLabelledAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .setSawModelResult(!blind);
        comment.ifPresent(label::setComment);
        return label.build();
    }
}
