package org.xraystream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Prints results as they come: rows of a table for people, or a JSON object a line for programs. */
final class ResultPrinter {
    private final ObjectMapper mapper = new ObjectMapper();
    private final PrintStream out;
    private final boolean json;
    private final Table table;
    private boolean headed;

    ResultPrinter(PrintStream out, boolean json, Table table) {
        this.out = out;
        this.json = json;
        this.table = table;
    }

    /**
     * Prints one result.
     *
     * @param object what programs see, in the order of its keys
     * @param cells what people see, one cell for each column
     */
    void print(Map<String, ?> object, List<String> cells) {
        printRows(object, List.of(cells));
    }

    /**
     * Prints one result that takes people several rows to read.
     *
     * @param object what programs see, in the order of its keys
     * @param rows what people see, each with one cell for each column
     */
    void printRows(Map<String, ?> object, List<List<String>> rows) {
        if (json) {
            out.println(asJson(object));
            return;
        }
        if (!headed) {
            out.println(table.heading());
            headed = true;
        }
        rows.forEach(row -> out.println(table.row(row)));
    }

    private String asJson(Map<String, ?> object) {
        try {
            return mapper.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result cannot be written as JSON: " + object.keySet(), e);
        }
    }
}
