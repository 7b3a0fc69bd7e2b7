package org.xraystream.evaluation;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.xraystream.evaluation.Bootstrap.Interval;

/**
 * Which share of the pneumonias is found at which price in false alarms, over all thresholds.
 *
 * @param points from the strictest threshold to the laxest; rates are not numbers where one class is missing
 * @param band for each false alarm rate of {@link #RATES}, between which sensitivities 95 of 100 such samples of children
 *     would have the curve
 */
public record RocCurve(List<Point> points, List<Interval> band) {
    private static final int STEPS = 100;

    /** Where the band is given: 0, 0.01, ... 1. */
    public static final List<Double> RATES =
            IntStream.rangeClosed(0, STEPS).mapToObj(i -> (double) i / STEPS).toList();

    /**
     * What one threshold gives.
     *
     * @param falseAlarmRate share of the normals called pneumonia, 1 - specificity
     * @param sensitivity share of the pneumonias called pneumonia
     */
    public record Point(double falseAlarmRate, double sensitivity) {}

    public RocCurve {
        points = List.copyOf(points);
        band = List.copyOf(band);
    }

    /** The points alone, which need no resampling; not numbers where one class is missing. */
    public static List<Point> points(Collection<JudgedExample> examples) {
        var sample = new Sample(examples);
        return sample.byPneumonia().curve(sample.once());
    }

    public static RocCurve of(Collection<JudgedExample> examples) {
        var sample = new Sample(examples);
        Ranking ranking = sample.byPneumonia();
        return new RocCurve(
                ranking.curve(sample.once()),
                sample.bootstrap().intervals(weights -> sensitivities(ranking.curve(weights))));
    }

    /** The highest sensitivity at no more false alarms than each of the rates. */
    private static double[] sensitivities(List<Point> points) {
        double[] sensitivities = new double[RATES.size()];
        int next = 0;
        for (int i = 0; i < sensitivities.length; i++) {
            while (next < points.size() && points.get(next).falseAlarmRate() <= RATES.get(i)) {
                next++;
            }
            sensitivities[i] = next == 0 ? Double.NaN : points.get(next - 1).sensitivity();
        }
        return sensitivities;
    }
}
