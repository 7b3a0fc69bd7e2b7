package org.xraystream.benchmark;

import java.util.Locale;

/** How measured figures are written for people. */
public final class Figures {

    private Figures() {}

    /** Two decimals of small figures, none of others. */
    public static String inWords(double figure) {
        return String.format(Locale.ROOT, figure < 10 ? "%.2f" : "%.0f", figure);
    }
}
