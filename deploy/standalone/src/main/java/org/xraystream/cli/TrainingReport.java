package org.xraystream.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.xraystream.training.TrainingProgress;

/**
 * Tells a person how a training goes and how long it will still take: with a bar where one is watched, else with a line
 * after each epoch. For one thread.
 */
final class TrainingReport implements TrainingProgress, AutoCloseable {
    private final Terminal terminal;
    private final long start = System.nanoTime();
    private Optional<Progress> bar = Optional.empty();
    /** Steps that an earlier run had done, when this one goes on from its checkpoint. */
    private int doneBefore;

    private Duration left = Duration.ZERO;

    TrainingReport(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void stepDone(int done, int steps) {
        if (bar.isEmpty()) {
            doneBefore = done - 1;
            bar = Optional.of(Progress.of(terminal, "training", steps - doneBefore));
        }
        bar.get().step();
        left = Duration.ofNanos((System.nanoTime() - start) / (done - doneBefore) * (steps - done));
    }

    @Override
    public void epochDone(Epoch epoch) {
        if (!terminal.showsProgress()) {
            terminal.note(String.format(
                    Locale.ROOT,
                    "epoch %d of %d: loss %.4f, held out %.4f, %.0f images a second, %s left",
                    epoch.epoch(),
                    epoch.epochs(),
                    epoch.loss(),
                    epoch.heldOut().loss(),
                    epoch.imagesPerSecond(),
                    inWords(left)));
        }
    }

    /** To the minute, or to the second where it is less than two. */
    static String inWords(Duration duration) {
        if (duration.toMinutes() < 2) {
            return duration.toSeconds() + " s";
        }
        return duration.toHours() == 0
                ? duration.toMinutes() + " min"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    @Override
    public void close() {
        bar.ifPresent(Progress::close);
    }
}
