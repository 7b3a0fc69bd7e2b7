package org.xraystream.benchmark.report;

import java.util.List;
import java.util.stream.Stream;
import org.xraystream.benchmark.Benchmark;
import org.xraystream.benchmark.Figures;
import org.xraystream.benchmark.Measured;
import org.xraystream.report.Chart;

/**
 * What one benchmark found, as the page shows it.
 *
 * @param name of the benchmark
 * @param description what it measures
 * @param measured what it found
 * @param charts of it, bars before courses
 */
record Section(String name, String description, Measured measured, List<Chart> charts) {

    Section {
        charts = List.copyOf(charts);
    }

    static Section of(Benchmark benchmark, Measured measured) {
        return new Section(
                benchmark.name(),
                benchmark.description(),
                measured,
                Stream.concat(
                                BarChart.of(measured.measurements()).stream().map(BarChart::chart),
                                CourseChart.of(measured.courses()).stream().map(CourseChart::chart))
                        .toList());
    }

    /** A row of the table. */
    record Row(String subject, String metric, List<String> figures, String unit) {}

    List<Row> rows() {
        return measured.measurements().stream()
                .map(one -> new Row(
                        one.subject(),
                        one.metric(),
                        Stream.of(one.value(), one.low(), one.high())
                                .map(Figures::inWords)
                                .toList(),
                        one.unit()))
                .toList();
    }
}
