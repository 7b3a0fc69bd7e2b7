package org.xraystream.report;

import java.util.List;
import java.util.Optional;
import org.xraystream.model.FigureTable;
import org.xraystream.model.ModelBundle;

/**
 * How a training went, epoch by epoch, as a bundle tells. Columns that are not there are not shown, since older bundles
 * have fewer.
 *
 * @param table with a column {@code epoch} and one for each figure
 */
public record TrainingCurve(FigureTable table) {
    private static final String EPOCH = "epoch";

    /** The curve in a bundle; empty if it has none. */
    public static Optional<TrainingCurve> of(ModelBundle bundle) {
        return bundle.trainingCurve().flatMap(TrainingCurve::of);
    }

    static Optional<TrainingCurve> of(FigureTable table) {
        return table.column(EPOCH).isEmpty() ? Optional.empty() : Optional.of(new TrainingCurve(table));
    }

    List<Double> epochs() {
        return column(EPOCH);
    }

    /** The values of a column; empty if there is none of this name. */
    List<Double> column(String name) {
        return table.column(name);
    }

    /** How well the network fitted images that it was trained on when training ended, where the curve tells. */
    public Optional<Report.Fit> lastOnTraining() {
        List<Double> accuracy = column("training_accuracy");
        List<Double> loss = column("training_loss");
        return accuracy.isEmpty() || loss.isEmpty()
                ? Optional.empty()
                : Optional.of(new Report.Fit(accuracy.get(accuracy.size() - 1), loss.get(loss.size() - 1)));
    }
}
