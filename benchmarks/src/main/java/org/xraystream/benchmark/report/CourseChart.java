package org.xraystream.benchmark.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.xraystream.benchmark.Course;
import org.xraystream.benchmark.Course.Along;
import org.xraystream.benchmark.Course.Point;
import org.xraystream.report.Chart;
import org.xraystream.report.Charts;

/**
 * Courses as lines, one for each case. Shares go along an axis on which the last tenth is as long as the nine before it,
 * since that is where latencies differ.
 *
 * @param courses of one metric, at least one, each with a point
 */
record CourseChart(List<Course> courses) {

    private static final int HEIGHT = 600;
    private static final double MARGIN = 1.1;

    CourseChart {
        courses = List.copyOf(courses);
    }

    /** A chart for each metric, in the order in which they come. */
    static List<CourseChart> of(List<Course> courses) {
        Map<String, List<Course>> byMetric = courses.stream()
                .filter(course -> !course.points().isEmpty())
                .collect(Collectors.groupingBy(Course::metric, LinkedHashMap::new, Collectors.toList()));
        return byMetric.values().stream().map(CourseChart::new).toList();
    }

    /** Drawn, with its name and words. */
    Chart chart() {
        return new Chart(
                FileName.of(first().benchmark(), first().metric(), wayInWords()),
                title() + " " + wayInWords(),
                switch (along()) {
                    case MINUTES -> "As it went from minute to minute.";
                    case SCANS -> "As it went from scan to scan.";
                    case SHARE ->
                        "So much or less for the given share of all. Each step to the right leaves out a tenth of those"
                                + " left; medians of the rounds.";
                },
                Charts.png(drawn()));
    }

    private String wayInWords() {
        return switch (along()) {
            case MINUTES -> "over time";
            case SCANS -> "by scans";
            case SHARE -> "by percentile";
        };
    }

    private String axis() {
        return switch (along()) {
            case MINUTES -> "Minutes";
            case SCANS -> "Scans";
            case SHARE -> "Percentile";
        };
    }

    /** One series for each course. */
    XYChart drawn() {
        XYChart chart = Charts.lines(axis(), title() + ", " + first().unit(), HEIGHT);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(highest() * MARGIN);
        chart.getStyler().setLegendVisible(courses.size() > 1);
        if (along() == Along.SHARE) {
            chart.getStyler().setXAxisLogarithmic(true);
            chart.setCustomXAxisTickLabelsFormatter(CourseChart::percentile);
            // Between two powers of ten, where XChart writes nothing.
            chart.addAnnotation(new AnnotationText(percentile(2), 2, 0, false));
        } else {
            chart.getStyler().setXAxisMin(0.0);
            chart.getStyler().setXAxisDecimalPattern("0.##");
        }
        for (int line = 0; line < courses.size(); line++) {
            Course course = courses.get(line);
            Charts.line(
                    chart,
                    course.subject(),
                    course.points().stream().map(this::place).toList(),
                    course.points().stream().map(Point::value).toList(),
                    Charts.LINES.get(line % Charts.LINES.size()));
        }
        return chart;
    }

    /** Of a share: how many scans there are for one that is left above it. */
    private double place(Point point) {
        return along() == Along.SHARE ? 1 / (1 - point.at()) : point.at();
    }

    private static String percentile(double place) {
        return "p" + String.format(Locale.ROOT, "%.3f", 100 - 100 / place).replaceAll("\\.?0+$", "");
    }

    private double highest() {
        double highest = courses.stream()
                .flatMap(course -> course.points().stream())
                .mapToDouble(Point::value)
                .max()
                .orElseThrow();
        return highest > 0 ? highest : 1;
    }

    private Course first() {
        return courses.get(0);
    }

    private Along along() {
        return first().along();
    }

    private String title() {
        String metric = first().metric();
        return metric.substring(0, 1).toUpperCase(Locale.ROOT) + metric.substring(1);
    }
}
