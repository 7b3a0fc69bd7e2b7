package org.xraystream.service.content;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.service.events.Follower;
import org.xraystream.service.events.TopicReader;
import org.xraystream.service.settings.Connection;
import org.xraystream.topic.Topics;

/**
 * Clears away content that is old and that nothing refers to any more, once a day: a scan that Kafka has forgotten, or one
 * that was never sent. What a record of the scans, the dead letters (which may be sent once more) or the models mentions is
 * kept however old it is; a record mentions every run of 64 hexadecimal digits in it, whether or not we can read it.
 *
 * <p>Several may sweep one store. It must not be shared with another cluster, whose scans this one does not see.
 */
public final class OrphanSweep implements Follower.Course {

    private static final Logger log = LoggerFactory.getLogger(OrphanSweep.class);
    private static final Duration EVERY = Duration.ofDays(1);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);
    private static final int SHA256_DIGITS = 64;

    private final ContentStore store;
    private final Connection connection;
    private final Duration kept;
    private final Clock clock;

    /**
     * A sweep, run by a {@link Follower}.
     *
     * @param kept how long content is kept in any case, at least a day; counted in whole days
     */
    public OrphanSweep(ContentStore store, Connection connection, Duration kept, Clock clock) {
        this.store = store;
        this.connection = connection;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public void run(Follower follower) throws InterruptedException {
        while (follower.goesOn()) {
            try {
                sweep();
                follower.pause(EVERY);
            } catch (IOException e) {
                log.atWarn().addKeyValue("cause", e.getMessage()).log("content store not swept, trying again");
                follower.pause(AFTER_FAILURE);
            }
        }
    }

    /**
     * Sweeps once.
     *
     * @return how much was cleared away
     */
    public int sweep() throws IOException {
        // What is looked for first cannot be new when the records are read.
        List<ContentKey> old = store.putBefore(LocalDate.now(clock).minusDays(kept.toDays()));
        if (old.isEmpty()) {
            return 0;
        }
        Set<String> mentioned = mentioned();
        int cleared = 0;
        for (ContentKey key : old) {
            if (!mentioned.contains(key.name())) {
                store.delete(key);
                cleared++;
            }
        }
        if (cleared > 0) {
            log.atInfo()
                    .addKeyValue("cleared", cleared)
                    .addKeyValue("kept", old.size() - cleared)
                    .log("content store swept");
        }
        return cleared;
    }

    private Set<String> mentioned() throws IOException {
        var mentioned = new HashSet<String>();
        try (var scans = new TopicReader(connection, List.of(Topics.SCANS))) {
            if (scans.endOffsets().values().stream().allMatch(end -> end == 0)) {
                throw new IOException("no scan was ever sent in this cluster: is this its store?");
            }
        }
        try (var reader = new TopicReader(connection, List.of(Topics.SCANS, Topics.DEAD_LETTERS, Topics.MODELS))) {
            reader.seekToBeginning();
            reader.readToEnd(record -> {
                if (record.value() != null) {
                    mention(record.value(), mentioned);
                }
            });
        }
        return mentioned;
    }

    /** Adds every 64 digits in a row. */
    static void mention(byte[] bytes, Set<String> mentioned) {
        int digits = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            digits = (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f') ? digits + 1 : 0;
            if (digits >= SHA256_DIGITS) {
                mentioned.add(new String(bytes, i + 1 - SHA256_DIGITS, SHA256_DIGITS, US_ASCII));
            }
        }
    }
}
