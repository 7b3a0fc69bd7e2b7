package org.xraystream.service.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions that were ended before their time. A session travels in the browser's cookie, so its end must be
 * remembered here, for as long as it could still be used. {@link SignOutFollower} tells of those ended at other instances
 * or before this one started; until it has, no session from before the start is believed.
 *
 * <p>Thread-safe.
 */
final class EndedSessions {

    private final Clock clock;
    private final Duration longest;
    private final Instant since;
    private final Map<String, Instant> ended = new ConcurrentHashMap<>();
    private volatile boolean complete;

    /**
     * None yet.
     *
     * @param longest how long a session may last
     */
    EndedSessions(Clock clock, Duration longest) {
        this.clock = clock;
        this.longest = longest;
        this.since = clock.instant();
    }

    /** How long a session may last, and its end must be remembered. */
    Duration longest() {
        return longest;
    }

    /** A session has ended, named by its digest. */
    void add(String digest) {
        Instant now = clock.instant();
        ended.values().removeIf(time -> time.plus(longest).isBefore(now));
        ended.put(digest, now);
    }

    /** What was ended before the start is known from now on. */
    void complete() {
        complete = true;
    }

    /** Whether a session must not be believed. */
    boolean mayContain(Session session) {
        return ended.containsKey(session.digest())
                || (!complete && session.began().isBefore(since));
    }
}
