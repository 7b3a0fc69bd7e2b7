package org.xraystream.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command runs: what it may write to and what surrounds it.
 *
 * @param out takes results
 * @param err takes progress, notes and errors
 * @param environment the environment variables
 * @param showsProgress whether {@code err} is watched by a person while {@code out} goes elsewhere
 */
record Terminal(PrintStream out, PrintStream err, Map<String, String> environment, boolean showsProgress) {
    /** Set by the launcher, since Java 17 cannot tell on its own which of its streams is a terminal. */
    private static final String PROGRESS_PROPERTY = "xraystream.progress";

    Terminal {
        environment = Map.copyOf(environment);
    }

    /** The terminal of this process. */
    static Terminal ofProcess() {
        return new Terminal(System.out, System.err, System.getenv(), Boolean.getBoolean(PROGRESS_PROPERTY));
    }

    /** Says something to the person at the terminal that is no result. */
    void note(String message) {
        err.println(message);
    }

    /** Says what went wrong, in one line. */
    void error(String message) {
        err.println("xraystream: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    }
}
