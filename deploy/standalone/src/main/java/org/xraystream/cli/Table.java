package org.xraystream.cli;

import java.util.List;

/**
 * The shape of a table that is printed row by row, so that its first row need not wait for its last.
 *
 * @param columns from left to right
 */
record Table(List<Column> columns) {

    /**
     * One column.
     *
     * @param heading its name
     * @param width characters it is at least wide; longer cells push the rest of their row aside and are never cut
     */
    record Column(String heading, int width) {}

    Table {
        columns = List.copyOf(columns);
    }

    static Table of(Column... columns) {
        return new Table(List.of(columns));
    }

    String heading() {
        return row(columns.stream().map(Column::heading).toList());
    }

    String row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
        }
        var row = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            row.append(cell).append(" ".repeat(Math.max(0, columns.get(i).width() - cell.length()) + 2));
        }
        return row.toString().stripTrailing();
    }
}
