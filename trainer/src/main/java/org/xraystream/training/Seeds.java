package org.xraystream.training;

/** One seed for every place that needs random numbers, so that no place depends on what ran before it. */
final class Seeds {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private Seeds() {}

    /**
     * A seed for a place, independent of its neighbours', by the mixing function of SplitMix64 (Steele, Lea and Flood,
     * "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
     */
    static long of(long seed, long... place) {
        long mixed = mix(seed);
        for (long coordinate : place) {
            mixed = mix(mixed + GOLDEN_GAMMA * (coordinate + 1));
        }
        return mixed;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
