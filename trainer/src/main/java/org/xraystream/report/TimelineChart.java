package org.xraystream.report;

import java.awt.Color;
import java.util.List;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;

/** Draws how scores went over time, and when something happened to them. */
public final class TimelineChart {

    private static final List<Color> EVENT_COLOURS = List.of(Charts.GREY, Charts.GREEN, Color.BLACK);

    private TimelineChart() {}

    /**
     * A score that went up and down. The same name may be given to several pieces of it.
     *
     * @param minutes since the beginning
     * @param values one for each of these times
     */
    public record Line(String name, List<Double> minutes, List<Double> values) {
        public Line {
            minutes = List.copyOf(minutes);
            values = List.copyOf(values);
        }
    }

    /**
     * Something that happened.
     *
     * @param minute since the beginning
     */
    public record Event(String name, double minute) {}

    /**
     * A picture of all of them; lines without a point are left out.
     *
     * @param what the lines show
     */
    public static byte[] png(String what, List<Line> lines, List<Event> events) {
        List<Line> drawn =
                lines.stream().filter(line -> !line.values().isEmpty()).toList();
        XYChart chart = Charts.lines("Minutes", what);
        for (int i = 0; i < drawn.size(); i++) {
            Line line = drawn.get(i);
            Charts.line(chart, line.name(), line.minutes(), line.values(), Charts.LINES.get(i % Charts.LINES.size()));
        }
        double lowest = values(drawn).min(Double::compare).orElse(0.0);
        double highest = values(drawn).max(Double::compare).orElse(1.0);
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            Charts.dashed(Charts.line(
                    chart,
                    event.name(),
                    List.of(event.minute(), event.minute()),
                    List.of(lowest, highest),
                    EVENT_COLOURS.get(i % EVENT_COLOURS.size())));
        }
        return Charts.png(chart);
    }

    private static Stream<Double> values(List<Line> lines) {
        return lines.stream().flatMap(line -> line.values().stream());
    }
}
