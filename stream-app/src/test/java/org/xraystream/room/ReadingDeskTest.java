package org.xraystream.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.xraystream.room.TestRoom.NOW;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xraystream.event.Finding;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.RejectionReason;

class ReadingDeskTest {

    private final Map<String, RoomScan> known = new HashMap<>(Map.of("s", TestRoom.scan("s", Finding.NORMAL, NOW)));
    private final List<Label> published = new ArrayList<>();
    private final MovableClock clock = new MovableClock();

    @Test
    void publishesALabelAtOnce() throws Exception {
        desk(0).give("s", "ann", LabelFinding.VIRAL_PNEUMONIA, "left lower lobe");

        assertThat(published).singleElement().satisfies(label -> {
            assertThat(label.getReader()).isEqualTo("ann");
            assertThat(label.getFinding()).isEqualTo(LabelFinding.VIRAL_PNEUMONIA);
            assertThat(label.getComment()).isEqualTo("left lower lobe");
            assertThat(label.getSawModelResult()).isTrue();
            assertThat(label.getRetracted()).isFalse();
        });
    }

    @Test
    void knowsWhoReadBlindEvenBeforeTheLabelHasComeBackThroughTheTopic() throws Exception {
        ReadingDesk desk = desk(1);

        desk.give("s", "ann", LabelFinding.NORMAL, null);
        desk.give("s", "ann", LabelFinding.PNEUMONIA, null);
        desk.give("s", "bob", LabelFinding.NORMAL, null);

        assertThat(published).extracting(Label::getSawModelResult).containsExactly(false, true, false);
    }

    @Test
    void retractsAnUndoneLabelFromWhichThenNobodyLearns() throws Exception {
        ReadingDesk desk = desk(0);
        Word given = desk.give("s", "ann", LabelFinding.NORMAL, null);
        clock.move(Duration.ofSeconds(9));

        Optional<Word> standing = desk.undo("s", "ann", given.labelledAt());

        assertThat(standing).isEmpty();
        assertThat(published.get(1).getRetracted()).isTrue();
        assertThat(published.get(1).getFinding()).isEqualTo(LabelFinding.CANNOT_TELL);
        assertThat(desk.scan("s").map(RoomScan::state)).contains(State.WAITING);
    }

    @Test
    void putsTheEarlierLabelBackWithWhatItsReaderHadSeenThen() throws Exception {
        ReadingDesk desk = desk(1);
        desk.give("s", "ann", LabelFinding.NORMAL, "clear");
        known.computeIfPresent("s", (scanId, scan) -> scan.and(RoomScan.of(published.get(0))));
        clock.move(Duration.ofMinutes(5));
        Word slip = desk.give("s", "ann", LabelFinding.PNEUMONIA, null);

        Optional<Word> standing = desk.undo("s", "ann", slip.labelledAt());

        assertThat(standing).map(Word::finding).contains(LabelFinding.NORMAL);
        assertThat(standing).map(Word::sawModelResult).contains(false);
        assertThat(published.get(2).getComment()).isEqualTo("clear");
    }

    @Test
    void doesNotTakeForBlindWhoUndidABlindReadAndReadsAgain() throws Exception {
        ReadingDesk desk = desk(1);
        Word given = desk.give("s", "ann", LabelFinding.NORMAL, null);
        var unused = desk.undo("s", "ann", given.labelledAt());

        desk.give("s", "ann", LabelFinding.PNEUMONIA, null);

        assertThat(published.get(2).getSawModelResult()).isTrue();
    }

    @Test
    void undoesNothingAfterTenSecondsAndNothingOfOthers() throws Exception {
        ReadingDesk desk = desk(0);
        Word given = desk.give("s", "ann", LabelFinding.NORMAL, null);

        assertThatThrownBy(() -> desk.undo("s", "bob", given.labelledAt()))
                .asInstanceOf(type(RoomRefusedException.class))
                .extracting(RoomRefusedException::reason)
                .isEqualTo(RoomRefusedException.Reason.NO_SUCH_LABEL);
        clock.move(Duration.ofMillis(10_001));
        assertThatThrownBy(() -> desk.undo("s", "ann", given.labelledAt()))
                .asInstanceOf(type(RoomRefusedException.class))
                .extracting(RoomRefusedException::reason)
                .isEqualTo(RoomRefusedException.Reason.TOO_LATE);
        assertThat(published).hasSize(1);
    }

    @Test
    void refusesLabelsOnWhatIsUnknownOrWasRejected() {
        known.put("r", RoomScan.of(TestRoom.rejection("r", RejectionReason.BLANK)));

        assertThatThrownBy(() -> desk(0).give("unknown", "ann", LabelFinding.NORMAL, null))
                .hasMessageContaining("no scan");
        assertThatThrownBy(() -> desk(0).give("r", "ann", LabelFinding.NORMAL, null))
                .hasMessageContaining("input gate");
    }

    private ReadingDesk desk(double blindShare) {
        return new ReadingDesk(
                scanId -> Optional.ofNullable(known.get(scanId)), new BlindShare(blindShare), published::add, clock);
    }

    private static final class MovableClock extends Clock {
        private Instant now = NOW;

        void move(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
