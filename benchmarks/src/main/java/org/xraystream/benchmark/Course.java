package org.xraystream.benchmark;

import java.util.List;

/**
 * How a figure went: one line of a chart.
 *
 * @param benchmark what was measured
 * @param subject which case of it
 * @param metric what the values say, in words; the courses of one metric belong into one chart
 * @param unit of the values
 * @param along what it went along
 * @param points in ascending order of where they are, each finite
 */
public record Course(String benchmark, String subject, String metric, String unit, Along along, List<Point> points) {

    /** What a course can go along. */
    public enum Along {
        /** Minutes since the beginning. */
        MINUTES,
        /** Scans since the beginning. */
        SCANS,
        /** The share of all that is no greater than the value, from 0 to less than 1. */
        SHARE
    }

    /**
     * A value.
     *
     * @param at where along the course
     */
    public record Point(double at, double value) {
        public Point {
            if (!Double.isFinite(at) || !Double.isFinite(value)) {
                throw new IllegalArgumentException("a point of a course must be finite, not " + value + " at " + at);
            }
        }
    }

    public Course {
        points = List.copyOf(points);
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).at() <= points.get(i - 1).at()) {
                throw new IllegalArgumentException("points of a course must ascend, not go on at "
                        + points.get(i).at());
            }
        }
        if (along == Along.SHARE && points.stream().anyMatch(point -> point.at() < 0 || point.at() >= 1)) {
            throw new IllegalArgumentException("shares must be from 0 to less than 1");
        }
    }
}
