package org.xraystream.benchmark;

import java.util.concurrent.Callable;

/** Runs a case until it gets no faster: until then the just-in-time compilers take a part of the processors. */
final class WarmUp {

    /** Faster by less than this is no faster. */
    private static final double STEADY = 1.05;

    private static final int MOST_RUNS = 8;

    private WarmUp() {}

    /** Runs at least twice and gives the highest rate that it saw. */
    static double run(Workbench workbench, Callable<Double> rate) throws Exception {
        workbench.say("warming up, until it gets no faster");
        double highest = rate.call();
        for (int runs = 1; runs < MOST_RUNS; runs++) {
            double next = rate.call();
            if (next < highest * STEADY) {
                return Math.max(highest, next);
            }
            highest = next;
        }
        return highest;
    }
}
