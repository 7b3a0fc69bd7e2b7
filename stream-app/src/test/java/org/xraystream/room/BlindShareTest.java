package org.xraystream.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.xraystream.room.TestRoom.ALL_BLIND;
import static org.xraystream.room.TestRoom.NONE_BLIND;
import static org.xraystream.room.TestRoom.NOW;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xraystream.event.Finding;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.RejectionReason;

class BlindShareTest {

    private final RoomScan scan = TestRoom.scan("s", Finding.NORMAL, NOW);

    @Test
    void choosesTheShareThatWasAskedFor() {
        var tenth = new BlindShare(0.1);

        long chosen = IntStream.range(0, 10_000)
                .filter(number -> tenth.includes("1.2.840." + number))
                .count();

        assertThat(chosen / 10_000.0).isCloseTo(0.1, within(0.015));
    }

    @Test
    void hidesUntilTheReaderHasLabelledTheScan() {
        RoomScan read = scan.and(RoomScan.of(TestRoom.label("s", "ann", LabelFinding.NORMAL, NOW)));

        assertThat(ALL_BLIND.hides(scan, "ann")).isTrue();
        assertThat(ALL_BLIND.hides(read, "ann")).isFalse();
        assertThat(ALL_BLIND.hides(read, "bob")).isTrue();
        assertThat(NONE_BLIND.hides(scan, "ann")).isFalse();
    }

    @Test
    void hidesNoRejection() {
        assertThat(ALL_BLIND.hides(RoomScan.of(TestRoom.rejection("s", RejectionReason.BLANK)), "ann"))
                .isFalse();
    }

    @Test
    void refusesAShareThatIsNone() {
        assertThatThrownBy(() -> new BlindShare(1.1)).hasMessageContaining("0 to 1");
    }
}
