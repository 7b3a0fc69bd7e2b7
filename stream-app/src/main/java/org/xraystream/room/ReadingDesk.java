package org.xraystream.room;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.room.RoomRefusedException.Reason;

/**
 * Where readers say what they found. A label is published at once, so that nothing that a reader was told is safe gets
 * lost; to undo it is to publish what stood before: the reader's earlier label, or a retraction.
 *
 * <p>Labels that were published a moment ago and have not come back through the topic are known here already, so that a
 * reader who labels a blind read twice in a second is not taken for blind the second time.
 *
 * <p>Thread-safe.
 */
public final class ReadingDesk {

    /** How long a label may be undone. */
    public static final Duration UNDO = Duration.ofSeconds(10);

    private static final Duration ON_THE_WAY = Duration.ofMinutes(1);
    private static final int LOCKS = 64;

    private final Function<String, Optional<RoomScan>> scans;
    private final BlindShare blind;
    private final Consumer<Label> publisher;
    private final Clock clock;
    private final ConcurrentMap<String, RoomScan> justSaid = new ConcurrentHashMap<>();
    private final List<Object> locks =
            IntStream.range(0, LOCKS).mapToObj(number -> new Object()).toList();

    /**
     * A desk.
     *
     * @param scans looks a scan up
     * @param publisher publishes a label; returns once the brokers have it, or throws
     */
    ReadingDesk(Function<String, Optional<RoomScan>> scans, BlindShare blind, Consumer<Label> publisher, Clock clock) {
        this.scans = scans;
        this.blind = blind;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** A scan, with the labels that were given here a moment ago. */
    public Optional<RoomScan> scan(String scanId) {
        Optional<RoomScan> just = Optional.ofNullable(justSaid.get(scanId));
        return scans.apply(scanId).map(scan -> just.map(scan::and).orElse(scan));
    }

    /** Gives a label; whether the reader had seen the model's result is known here. */
    public Word give(String scanId, String account, LabelFinding finding, @Nullable String comment)
            throws RoomRefusedException {
        synchronized (lockOf(scanId)) {
            RoomScan scan = readable(scanId);
            boolean sawModelResult = scan.standing().isPresent() && !blind.hides(scan, account);
            return say(scan, new Word(account, finding, sawModelResult, timeFor(scan), comment, false));
        }
    }

    /**
     * Takes a label back; gives the one that stands again, if there is one.
     *
     * @param labelledAt of the label, milliseconds since 1970
     */
    public Optional<Word> undo(String scanId, String account, long labelledAt) throws RoomRefusedException {
        synchronized (lockOf(scanId)) {
            RoomScan scan = readable(scanId);
            List<Word> own = scan.words().stream()
                    .filter(word -> word.reader().equals(account))
                    .toList();
            int last = own.size() - 1;
            if (last < 0
                    || own.get(last).labelledAt() != labelledAt
                    || own.get(last).retracted()) {
                throw new RoomRefusedException(
                        Reason.NO_SUCH_LABEL, "this is not your standing label of scan " + scanId);
            }
            if (clock.millis() > labelledAt + UNDO.toMillis()) {
                throw new RoomRefusedException(
                        Reason.TOO_LATE,
                        "a label can be undone for " + UNDO.toSeconds() + " seconds; give another instead");
            }
            Optional<Word> before = last == 0
                    ? Optional.empty()
                    : Optional.of(own.get(last - 1)).filter(word -> !word.retracted());
            long now = timeFor(scan);
            Word said = before.map(word ->
                            new Word(account, word.finding(), word.sawModelResult(), now, word.comment(), false))
                    .orElseGet(() -> new Word(
                            account, LabelFinding.CANNOT_TELL, own.get(last).sawModelResult(), now, null, true));
            return Optional.of(say(scan, said)).filter(word -> !word.retracted());
        }
    }

    private RoomScan readable(String scanId) throws RoomRefusedException {
        RoomScan scan = scan(scanId)
                .orElseThrow(() -> new RoomRefusedException(Reason.NO_SUCH_SCAN, "no scan " + scanId + " is known"));
        if (scan.state() == State.REJECTED) {
            throw new RoomRefusedException(
                    Reason.NOT_TO_BE_READ, "the input gate refused scan " + scanId + ": no label is learned from it");
        }
        return scan;
    }

    private Word say(RoomScan scan, Word word) {
        publisher.accept(word.labelOf(scan.scanId()));
        long old = clock.millis() - ON_THE_WAY.toMillis();
        justSaid.values().removeIf(said -> said.newsAt() < old);
        justSaid.merge(scan.scanId(), RoomScan.of(scan.scanId(), word), RoomScan::and);
        return word;
    }

    /** Later than every word on the scan, so that the order of what was said is that of the times. */
    private long timeFor(RoomScan scan) {
        List<Word> words = scan.words();
        long last = words.isEmpty() ? 0 : words.get(words.size() - 1).labelledAt();
        return Math.max(clock.millis(), last + 1);
    }

    private Object lockOf(String scanId) {
        return locks.get(Math.floorMod(scanId.hashCode(), LOCKS));
    }
}
