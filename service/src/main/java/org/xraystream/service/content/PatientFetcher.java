package org.xraystream.service.content;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.ContentReference;

/**
 * Fetches what scans refer to, and waits where a store is away: such a scan is neither lost nor refused for it. The wait
 * must stay well below Kafka's {@code max.poll.interval.ms}, so it breaks off after a minute, and whoever reads the scan
 * reads it again.
 *
 * <p>Thread-safe.
 */
public final class PatientFetcher {

    private static final Logger log = LoggerFactory.getLogger(PatientFetcher.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** A network disk may not show for so long what another machine has written. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final ContentFetcher fetcher;
    private final Clock clock;

    /** One that fetches by another, and waits no longer once that one is closed. */
    public PatientFetcher(ContentFetcher fetcher, Clock clock) {
        this.fetcher = fetcher;
        this.clock = clock;
    }

    /**
     * The content, as {@link ContentFetcher#fetch} gives it.
     *
     * @param since when it should have been there; what is missing is given half a minute from then
     * @throws IOException if it is not allowed, not there, or not what the reference says
     * @throws ContentUnavailableException if its store stays away
     */
    public byte[] fetch(ContentReference reference, Instant since) throws IOException {
        long givenUpAt = System.nanoTime() + PATIENCE.toNanos();
        boolean waiting = false;
        while (true) {
            IOException cause;
            try {
                byte[] content = fetcher.fetch(reference);
                if (waiting) {
                    log.atInfo().log("content is there again");
                }
                return content;
            } catch (ContentAwayException e) {
                cause = e;
            } catch (ContentMissingException e) {
                if (clock.instant().isAfter(since.plus(GRACE))) {
                    throw e;
                }
                cause = e;
            }
            if (!waiting) {
                log.atWarn().addKeyValue("cause", cause.getMessage()).log("content of a scan is away, waiting");
            }
            waiting = true;
            pause(cause, givenUpAt);
        }
    }

    private void pause(IOException cause, long givenUpAt) {
        if (fetcher.isClosed() || System.nanoTime() >= givenUpAt) {
            throw new ContentUnavailableException("content of a scan stays away: " + cause.getMessage(), cause);
        }
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContentUnavailableException("interrupted while waiting for content", e);
        }
    }
}
