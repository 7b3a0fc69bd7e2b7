package org.xraystream.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.room.TestRoom.NOW;
import static org.xraystream.room.TestRoom.diagnosis;
import static org.xraystream.room.TestRoom.label;

import org.junit.jupiter.api.Test;
import org.xraystream.event.Finding;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;

class RoomScanTest {

    private final RoomScan scan = TestRoom.scan("s", Finding.NORMAL, NOW);

    @Test
    void saysTheSameInWhateverOrderItCame() {
        RoomScan label = RoomScan.of(label("s", "ann", LabelFinding.NORMAL, NOW.plusSeconds(9)));
        RoomScan amended = RoomScan.of(diagnosis("s", "v2", Finding.PNEUMONIA, NOW, "s/v1"));

        RoomScan one = scan.and(label).and(amended);
        RoomScan other = amended.and(label).and(scan);

        assertThat(other.opinions()).isEqualTo(one.opinions());
        assertThat(other.labels()).isEqualTo(one.labels());
        assertThat(other.standing()).isEqualTo(one.standing());
        assertThat(other.state()).isEqualTo(one.state());
    }

    @Test
    void isNotChangedByWhatItKnows() {
        assertThat(scan.and(TestRoom.scan("s", Finding.NORMAL, NOW))).isSameAs(scan);
    }

    @Test
    void standsByTheOpinionThatNothingTookBack() {
        RoomScan amended = scan.and(RoomScan.of(diagnosis("s", "v2", Finding.PNEUMONIA, NOW, "s/v1")));

        assertThat(amended.standing()).map(Opinion::modelVersion).contains("v2");
        assertThat(amended.opinions()).hasSize(2);
        assertThat(amended.news()).isEqualTo(RoomScan.News.AMENDED);
    }

    @Test
    void wantsASecondReaderWhereReadersContradictEachOtherOrCannotTell() {
        assertThat(scan.state()).isEqualTo(State.WAITING);
        assertThat(read(LabelFinding.NORMAL).state()).isEqualTo(State.READ);
        assertThat(read(LabelFinding.CANNOT_TELL).state()).isEqualTo(State.SECOND_READER);
        assertThat(read(LabelFinding.CANNOT_TELL, LabelFinding.NORMAL).state()).isEqualTo(State.READ);
        assertThat(read(LabelFinding.NORMAL, LabelFinding.PNEUMONIA).state()).isEqualTo(State.SECOND_READER);
        assertThat(read(LabelFinding.PNEUMONIA, LabelFinding.VIRAL_PNEUMONIA).state())
                .isEqualTo(State.READ);
        assertThat(read(LabelFinding.BACTERIAL_PNEUMONIA, LabelFinding.VIRAL_PNEUMONIA)
                        .state())
                .isEqualTo(State.SECOND_READER);
    }

    @Test
    void waitsAgainWhenItsOnlyLabelIsRetracted() {
        Label retraction = Label.newBuilder(label("s", "reader-0", LabelFinding.CANNOT_TELL, NOW.plusSeconds(60)))
                .setRetracted(true)
                .build();

        RoomScan retracted = read(LabelFinding.NORMAL).and(RoomScan.of(retraction));

        assertThat(retracted.state()).isEqualTo(State.WAITING);
        assertThat(retracted.labels()).isEmpty();
        assertThat(retracted.hasLabelOf("reader-0")).as("has seen the opinion").isTrue();
    }

    @Test
    void isUnknownWhileOnlyALabelNamesIt() {
        assertThat(RoomScan.of(label("s", "ann", LabelFinding.NORMAL, NOW)).isKnown())
                .isFalse();
    }

    @Test
    void survivesBeingWritten() {
        RoomScan whole = read(LabelFinding.NORMAL, LabelFinding.PNEUMONIA)
                .and(RoomScan.of(diagnosis("s", "v2", Finding.PNEUMONIA, NOW, "s/v1")));

        try (var serde = RoomJson.ofScans()) {
            byte[] bytes = serde.serializer().serialize("topic", whole);
            assertThat(serde.deserializer().deserialize("topic", bytes)).isEqualTo(whole);
        }
    }

    private RoomScan read(LabelFinding... findings) {
        RoomScan read = scan;
        for (int i = 0; i < findings.length; i++) {
            read = read.and(RoomScan.of(label("s", "reader-" + i, findings[i], NOW.plusSeconds(i))));
        }
        return read;
    }
}
