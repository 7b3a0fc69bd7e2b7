package org.xraystream.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FigureTableTest {

    @Test
    void writesWhatItReads() {
        var columns = new LinkedHashMap<String, List<Double>>();
        columns.put("epoch", List.of(1.0, 2.0));
        columns.put("loss", List.of(0.91234, 0.5));
        var table = new FigureTable(columns);

        assertThat(new String(table.toCsv(), UTF_8)).isEqualTo("epoch,loss\n1,0.91234\n2,0.50000\n");
        assertThat(FigureTable.fromCsv(table.toCsv())).contains(table);
    }

    @Test
    void findsColumnsByTheirNames() {
        FigureTable table =
                FigureTable.fromCsv("b,a\n1,3\n2,4\n".getBytes(UTF_8)).orElseThrow();

        assertThat(table.column("a")).containsExactly(3.0, 4.0);
        assertThat(table.column("c")).isEmpty();
        assertThat(table.columns().keySet()).containsExactly("b", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "epoch,loss\n", "epoch,loss\n1\n", "epoch,loss\n1,much\n"})
    void isNoTableWhereItCannotBeRead(String csv) {
        assertThat(FigureTable.fromCsv(csv.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void hasColumnsOfOneLength() {
        assertThatThrownBy(() -> new FigureTable(Map.of("a", List.of(1.0), "b", List.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
