package org.xraystream.cli;

import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.xraystream.cluster.ClusterException;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.registry.RegistryException;
import org.xraystream.registry.RegistryUnavailableException;
import org.xraystream.service.content.ContentAwayException;
import org.xraystream.service.content.ContentUnavailableException;
import org.xraystream.service.release.ReleaseRefusedException;
import org.xraystream.service.settings.InvalidSettingException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what goes wrong into one line on standard error and an exit code that is not 0. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** What the world can do to us; anything else is a fault of this software and worth its stack trace. */
    private static final List<Class<? extends Exception>> EXPECTED = List.of(
            CommandFailure.class,
            ContentAwayException.class,
            ContentUnavailableException.class,
            ClusterException.class,
            InvalidBundleException.class,
            InvalidSettingException.class,
            RegistryException.class,
            RegistryUnavailableException.class,
            ReleaseRefusedException.class,
            KafkaException.class);

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        if (EXPECTED.stream().anyMatch(kind -> kind.isInstance(failure))) {
            terminal.error(String.valueOf(failure.getMessage()));
        } else {
            terminal.error("this should not happen, please report it: " + failure);
            failure.printStackTrace(terminal.err());
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        terminal.error(failure.getMessage() + " (see " + name + " --help)");
        UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
