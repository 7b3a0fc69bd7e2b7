package org.xraystream.benchmark;

import java.util.List;

/**
 * What a benchmark found.
 *
 * @param measurements in the order in which they are worth reading
 * @param courses how some of it went; most benchmarks have none
 */
public record Measured(List<Measurement> measurements, List<Course> courses) {

    public Measured {
        measurements = List.copyOf(measurements);
        courses = List.copyOf(courses);
    }

    /** Figures alone. */
    static Measured of(Measurement... measurements) {
        return new Measured(List.of(measurements), List.of());
    }
}
