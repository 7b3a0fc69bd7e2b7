package org.xraystream.service.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes those wait who try passwords. After a few free attempts the wait doubles with every further one: for a name up to
 * a minute, so that nobody can lock a physician out for long, for an address, behind which a whole hospital may sit, later
 * and up to a quarter of an hour. A success clears the name and gives the address its attempt back; an hour without an
 * attempt clears everything.
 *
 * <p>Thread-safe. Knows what was tried at this instance.
 */
final class SignInThrottle {

    private static final Limit NAME = new Limit(5, Duration.ofMinutes(1));
    private static final Limit ADDRESS = new Limit(50, Duration.ofMinutes(15));
    private static final Duration MEMORY = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 20_000;

    private record Limit(int free, Duration longest) {
        Duration after(int attempts) {
            int doublings = attempts - free - 1;
            if (doublings < 0) {
                return Duration.ZERO;
            }
            Duration wait = Duration.ofSeconds(1L << Math.min(doublings, 20));
            return wait.compareTo(longest) < 0 ? wait : longest;
        }
    }

    private record Attempts(int count, Instant last, Instant next) {}

    private final Clock clock;
    private final Map<String, Attempts> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Counts an attempt before its password is looked at; or says how long to wait, and counts nothing. */
    synchronized Optional<Duration> attempt(String name, String address) {
        Instant now = clock.instant();
        Instant next = max(nextOf(nameKey(name), now), nextOf(addressKey(address), now));
        if (now.isBefore(next)) {
            return Optional.of(Duration.between(now, next));
        }
        count(nameKey(name), NAME, now);
        count(addressKey(address), ADDRESS, now);
        return Optional.empty();
    }

    /** The attempt was the right one. */
    synchronized void succeeded(String name, String address) {
        remembered.remove(nameKey(name));
        remembered.computeIfPresent(
                addressKey(address),
                (key, attempts) -> new Attempts(Math.max(0, attempts.count() - 1), attempts.last(), attempts.last()));
    }

    private Instant nextOf(String key, Instant now) {
        Attempts attempts = remembered.get(key);
        return attempts == null ? now : attempts.next();
    }

    private void count(String key, Limit limit, Instant now) {
        Attempts before = remembered.get(key);
        int count = before == null || before.last().plus(MEMORY).isBefore(now) ? 1 : before.count() + 1;
        remembered.put(key, new Attempts(count, now, now.plus(limit.after(count))));
    }

    private static String nameKey(String name) {
        return "name " + name;
    }

    private static String addressKey(String address) {
        return "address " + address;
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
