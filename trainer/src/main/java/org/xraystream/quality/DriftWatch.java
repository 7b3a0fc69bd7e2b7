package org.xraystream.quality;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.Drift;
import org.xraystream.event.Finding;
import org.xraystream.quality.ScanHistory.Reading;

/**
 * Compares the latest scans that a model has read with the first, by the population stability index over tenths of the
 * first (N. Siddiqi, "Credit Risk Scorecards", 2006, who calls 0.25 a major shift). Of scans that have not changed the
 * index is about a chi-squared variable over the harmonic size of the samples (B. Yurdakul, J. Naranjo, "Statistical
 * properties of the population stability index", Journal of Risk Model Validation 14, 2020): what chance gives once in
 * 100,000 looks is no alarm either.
 *
 * <p>Confined to one thread.
 */
final class DriftWatch {

    private static final double MAJOR_SHIFT = 0.25;
    private static final double CHANCE = 1e-5;
    private static final int TENTHS = 10;
    private static final int CATEGORIES = 2;

    private final int size;
    private final List<Reading> first = new ArrayList<>();
    private final Deque<Reading> latest = new ArrayDeque<>();

    /** A watch that compares so many scans with so many. */
    DriftWatch(int size) {
        this.size = size;
    }

    /** To be told of the readings in the order in which they were made. */
    void add(Reading reading) {
        if (first.size() < size) {
            first.add(reading);
            return;
        }
        latest.addLast(reading);
        if (latest.size() > size) {
            latest.removeFirst();
        }
    }

    /** Everything that is watched; empty until there are enough scans. */
    List<Drift> drift() {
        if (latest.size() < size) {
            return List.of();
        }
        var measures = new ArrayList<Drift>();
        measured("likenessDistance", Reading::likenessDistance).ifPresent(measures::add);
        measured("brightness", Reading::brightness).ifPresent(measures::add);
        measured("contrast", Reading::contrast).ifPresent(measures::add);
        measures.add(share("sharePneumonia", Finding.PNEUMONIA));
        measures.add(share("shareUncertain", Finding.UNCERTAIN));
        return measures;
    }

    /** A measure of a reading, null where it has none. */
    private interface Measure {
        @Nullable
        Double of(Reading reading);
    }

    private Optional<Drift> measured(String name, Measure measure) {
        double[] reference = values(first, measure);
        double[] recent = values(latest, measure);
        if (reference.length < size || recent.length < size) {
            return Optional.empty();
        }
        Arrays.sort(reference);
        double[] edges = new double[TENTHS - 1];
        for (int edge = 0; edge < edges.length; edge++) {
            edges[edge] = reference[(edge + 1) * reference.length / TENTHS];
        }
        return Optional.of(compared(name, TENTHS, edges, reference, recent));
    }

    private Drift share(String name, Finding finding) {
        Measure isSo = reading -> reading.finding() == finding ? 1.0 : 0.0;
        return compared(name, CATEGORIES, new double[] {1}, values(first, isSo), values(latest, isSo));
    }

    private static Drift compared(String name, int bins, double[] edges, double[] reference, double[] recent) {
        double byChance = new ChiSquaredDistribution(null, bins - 1.0).inverseCumulativeProbability(1 - CHANCE)
                * (1.0 / reference.length + 1.0 / recent.length);
        return new Drift(
                name,
                (long) reference.length,
                (long) recent.length,
                Arrays.stream(reference).average().orElseThrow(),
                Arrays.stream(recent).average().orElseThrow(),
                stabilityIndex(shares(reference, edges), shares(recent, edges)),
                Math.max(MAJOR_SHIFT, byChance));
    }

    private static double stabilityIndex(double[] reference, double[] recent) {
        double index = 0;
        for (int bin = 0; bin < reference.length; bin++) {
            index += (recent[bin] - reference[bin]) * Math.log(recent[bin] / reference[bin]);
        }
        return index;
    }

    /** Half a case is added to each bin, so that an empty one has a logarithm. */
    private static double[] shares(double[] values, double[] edges) {
        double[] shares = new double[edges.length + 1];
        Arrays.fill(shares, 0.5 / (values.length + 0.5 * shares.length));
        for (double value : values) {
            int bin = 0;
            while (bin < edges.length && value >= edges[bin]) {
                bin++;
            }
            shares[bin] += 1 / (values.length + 0.5 * shares.length);
        }
        return shares;
    }

    private static double[] values(Iterable<Reading> readings, Measure measure) {
        var values = new ArrayList<Double>();
        for (Reading reading : readings) {
            Double value = measure.of(reading);
            if (value != null) {
                values.add(value);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
