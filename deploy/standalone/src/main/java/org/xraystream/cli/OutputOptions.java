package org.xraystream.cli;

import picocli.CommandLine.Option;

/** How a command shows its results. */
final class OutputOptions {
    @Option(
            names = "--json",
            description = "Print one JSON object a line, for programs, instead of a table for people.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    /** Prints results of this shape to the terminal. */
    ResultPrinter printer(Terminal terminal, Table table) {
        return new ResultPrinter(terminal.out(), json, table);
    }
}
