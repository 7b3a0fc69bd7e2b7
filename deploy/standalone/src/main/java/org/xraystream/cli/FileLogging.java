package org.xraystream.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Sends the log of a long-running command to a file instead of the terminal. */
final class FileLogging {
    private static final String CONFIGURATION = "/up-logback.xml";
    private static final String FILE_PROPERTY = "xraystream.log";

    private FileLogging() {}

    /** From now on the log goes to this file, three older ones of 20 MB are kept beside it. */
    static void to(Path file) {
        URL configuration = FileLogging.class.getResource(CONFIGURATION);
        if (configuration == null || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext logback)) {
            throw new IllegalStateException("Logback or " + CONFIGURATION + " is missing");
        }
        logback.reset();
        logback.putProperty(FILE_PROPERTY, file.toString());
        var configurator = new JoranConfigurator();
        configurator.setContext(logback);
        try {
            configurator.doConfigure(configuration);
        } catch (JoranException e) {
            throw new CommandFailure("cannot log to " + file + ": " + e.getMessage(), e);
        }
    }
}
