package org.xraystream.benchmark;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/**
 * Runs a case until the just-in-time compilers have little left to do: until then they take a part of the processors,
 * which a service pays once in its life. The compilers' own clock tells; rates do not, since a machine that was slow for
 * a moment looks like a process that gets no faster.
 */
final class WarmUp {

    /** Compilers that work for less than this share of the time are idle. */
    private static final double IDLE = 0.1;

    private static final int FEWEST_RUNS = 2;
    private static final int MOST_RUNS = 12;

    private WarmUp() {}

    /** Gives the highest rate that it saw. */
    static double run(Workbench workbench, Callable<Double> rate) throws Exception {
        try (CompilerClock compilers = CompilerClock.open()) {
            return run(workbench, compilers, rate);
        }
    }

    /** The same with a clock that tells how many milliseconds the compilers have worked. */
    static double run(Workbench workbench, LongSupplier compilers, Callable<Double> rate) throws Exception {
        workbench.say("warming up, until the compilers are idle");
        double highest = 0;
        for (int run = 1; run <= MOST_RUNS; run++) {
            long compiled = compilers.getAsLong();
            long start = System.nanoTime();
            highest = Math.max(highest, rate.call());
            double millis = (System.nanoTime() - start) / 1e6;
            double share = (compilers.getAsLong() - compiled) / millis;
            workbench.say(String.format(Locale.ROOT, "  compilers worked %.0f%% of the time", 100 * share));
            if (run >= FEWEST_RUNS && share < IDLE) {
                break;
            }
        }
        return highest;
    }
}
