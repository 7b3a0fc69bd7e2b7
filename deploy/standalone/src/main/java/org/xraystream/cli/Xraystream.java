package org.xraystream.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The command line of Xraystream: every command, and how errors and exit codes come about. */
@Command(
        name = "xraystream",
        description = "Classifies paediatric chest radiographs for pneumonia as they stream through Apache Kafka.",
        footer = {
            "",
            "Exit codes: 0 all went well, 1 something failed, 2 the command line makes no sense.",
            "Not a medical device: every finding must be confirmed by a radiologist."
        },
        versionProvider = Xraystream.Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND")
public final class Xraystream {
    private static final int WIDTH = 100;

    private Xraystream() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(Terminal.ofProcess()).execute(arguments));
    }

    static CommandLine commandLine(Terminal terminal) {
        var failures = new Failures(terminal);
        return new CommandLine(new Xraystream())
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new UpCommand(terminal))
                .addSubcommand(new PublishCommand(terminal))
                .addSubcommand(new DiagnosesCommand(terminal))
                .addSubcommand(new LabelCommand(terminal))
                .addSubcommand(new FhirCommand(terminal))
                .addSubcommand(GatewayCommand.in(terminal))
                .addSubcommand(UndeliveredCommand.in(terminal))
                .addSubcommand(ModelsCommand.in(terminal))
                .addSubcommand(UsersCommand.in(terminal))
                .addSubcommand(new ProvisionCommand(terminal))
                .addSubcommand(new ClassifyCommand(terminal))
                .addSubcommand(new TrainCommand(terminal))
                .addSubcommand(new EvaluateCommand(terminal))
                .addSubcommand(new RecalibrateCommand(terminal))
                .addSubcommand(new BenchCommand(terminal))
                .setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(WIDTH)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Name and version, as in the jar's manifest. */
    static String version() {
        return "Xraystream "
                + Optional.ofNullable(Xraystream.class.getPackage().getImplementationVersion())
                        .orElse("(unpackaged)");
    }

    /** For picocli. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {version()};
        }
    }
}
