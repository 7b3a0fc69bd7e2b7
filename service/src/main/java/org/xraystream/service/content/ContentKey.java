package org.xraystream.service.content;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Where content lies within a store: below the day (UTC) on which it was put, under its SHA-256. Nobody writes below a day
 * that is over, so what is cleared away there cannot be put again at that very moment.
 *
 * @param name the SHA-256 in lower-case hexadecimal; anything else is what a killed writer left
 */
public record ContentKey(LocalDate day, String name) {

    /** The key that a path within the store names; empty where it is none. */
    static Optional<ContentKey> parse(String path) {
        int slash = path.indexOf('/');
        if (slash < 0 || path.indexOf('/', slash + 1) >= 0 || slash == path.length() - 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ContentKey(LocalDate.parse(path.substring(0, slash)), path.substring(slash + 1)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The path within the store. */
    String path() {
        return day + "/" + name;
    }
}
