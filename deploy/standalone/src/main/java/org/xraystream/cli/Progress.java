package org.xraystream.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a person how far a long command has come. */
interface Progress extends AutoCloseable {

    /** Another piece of the work is done. */
    void step();

    @Override
    void close();

    /** A bar on the terminal if somebody watches it, else nothing. */
    static Progress of(Terminal terminal, String task, int pieces) {
        return terminal.showsProgress() ? new Bar(terminal, task, pieces) : new Silent();
    }

    /** A bar on standard error. */
    final class Bar implements Progress {
        private final ProgressBar bar;

        private Bar(Terminal terminal, String task, int pieces) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(pieces)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(terminal.err()))
                    .build();
        }

        @Override
        public void step() {
            bar.step();
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** Nothing. */
    final class Silent implements Progress {
        private Silent() {}

        @Override
        public void step() {}

        @Override
        public void close() {}
    }
}
