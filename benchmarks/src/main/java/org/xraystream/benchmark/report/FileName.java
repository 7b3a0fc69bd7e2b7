package org.xraystream.benchmark.report;

import java.util.Locale;

/** How charts are called as files. */
final class FileName {

    private FileName() {}

    /** These words in small letters and digits, with hyphens between them: {@code scans/s} is {@code scans-per-s}. */
    static String of(String... words) {
        return String.join(" ", words)
                .toLowerCase(Locale.ROOT)
                .replace("/", " per ")
                .strip()
                .replaceAll("[^a-z0-9]+", "-");
    }
}
