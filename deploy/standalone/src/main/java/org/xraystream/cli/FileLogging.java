package org.xraystream.cli;

import java.nio.file.Path;

/** Sends the log to a file instead of the terminal. */
final class FileLogging {
    private FileLogging() {}

    /** Must be called before the first logger is made; Logback looks only once. */
    static void to(Path file) {
        System.setProperty("xraystream.log", file.toString());
        System.setProperty("logback.configurationFile", "up-logback.xml");
    }
}
