package org.xraystream.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.xraystream.benchmark.Course.Along;
import org.xraystream.benchmark.Course.Point;

/**
 * What was seen of a stream-app under steady load. Figures are taken after a sixth of the time and at the end, each over a
 * twelfth of it, so that a garbage collection more or less does not count.
 *
 * @param benchmark for which it was watched
 * @param every the time between two samples
 * @param samples as many as {@link #COUNT}
 */
record LoadSamples(String benchmark, Duration every, List<Sample> samples) {

    static final int COUNT = 120;
    static final int WINDOW = COUNT / 12;

    /**
     * A look at the process.
     *
     * @param residentMegabytes in memory now
     * @param processorSeconds that it has worked since its start
     * @param diagnosed scans since its start
     */
    record Sample(double residentMegabytes, double processorSeconds, int diagnosed) {}

    LoadSamples {
        samples = List.copyOf(samples);
        if (samples.size() != COUNT) {
            throw new IllegalArgumentException("there must be " + COUNT + " samples, not " + samples.size());
        }
    }

    /** What a scan cost over the window that begins with this sample; not finite where none was diagnosed. */
    static double millisPerScan(List<Sample> samples, int from) {
        Sample first = samples.get(from);
        Sample last = samples.get(from + WINDOW - 1);
        return (last.processorSeconds() - first.processorSeconds()) * 1e3 / (last.diagnosed() - first.diagnosed());
    }

    /** Memory and processor time early and late, and how they compare. */
    List<Measurement> measurements() {
        int early = COUNT / 6;
        int late = COUNT - WINDOW;
        Measurement memoryEarly = resident("after a sixth of the time", early);
        Measurement memoryLate = resident("at the end", late);
        double workEarly = millisPerScan(samples, early);
        double workLate = millisPerScan(samples, late);
        return List.of(
                memoryEarly,
                memoryLate,
                ratio("memory, end to a sixth", memoryLate.value() / memoryEarly.value()),
                Measurement.once(benchmark, "after a sixth of the time", "processor", workEarly, "ms/scan"),
                Measurement.once(benchmark, "at the end", "processor", workLate, "ms/scan"),
                ratio("processor time, end to a sixth", workLate / workEarly));
    }

    private Measurement resident(String when, int from) {
        double[] megabytes = samples.subList(from, from + WINDOW).stream()
                .mapToDouble(Sample::residentMegabytes)
                .toArray();
        return Measurement.of(benchmark, when, "resident", megabytes, "MB");
    }

    private Measurement ratio(String subject, double value) {
        return Measurement.once(benchmark, subject, "ratio", value, "");
    }

    /** Memory sample by sample; processor time over the window that ends there, left out where no scan was diagnosed. */
    List<Course> courses() {
        return List.of(
                course(
                        "resident memory",
                        "MB",
                        IntStream.range(0, COUNT)
                                .mapToObj(at ->
                                        new Point(minute(at), samples.get(at).residentMegabytes()))
                                .toList()),
                course(
                        "processor time for a scan",
                        "ms",
                        IntStream.rangeClosed(0, COUNT - WINDOW)
                                .filter(from -> Double.isFinite(millisPerScan(samples, from)))
                                .mapToObj(from -> new Point(minute(from + WINDOW - 1), millisPerScan(samples, from)))
                                .toList()));
    }

    private Course course(String metric, String unit, List<Point> points) {
        return new Course(benchmark, "stream-app", metric, unit, Along.MINUTES, points);
    }

    private double minute(int sample) {
        return every.toNanos() / 60e9 * (sample + 1);
    }
}
