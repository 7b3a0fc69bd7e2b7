package org.xraystream.retraining;

import org.xraystream.service.settings.Settings;
import org.xraystream.training.Hyperparameters;

/**
 * How to train again.
 *
 * <p>Settings: {@code retraining.epochs} (default 10), {@code retraining.patience} (2) and {@code retraining.share} (0.5).
 *
 * @param patience epochs without a lower loss on held-out children after which training ends
 * @param share of the time that training may work
 */
record RetrainingPlan(Hyperparameters hyperparameters, int patience, double share) {

    private static final int MOST_EPOCHS = 1000;

    static RetrainingPlan from(Settings settings) {
        return new RetrainingPlan(
                Hyperparameters.WARM_START.withEpochs(
                        settings.number("retraining.epochs", Hyperparameters.WARM_START.epochs(), 1, MOST_EPOCHS)),
                settings.number("retraining.patience", 2, 1, MOST_EPOCHS),
                settings.decimal("retraining.share", 0.5, 0.01, 1));
    }
}
