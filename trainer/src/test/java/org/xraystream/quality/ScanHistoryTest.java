package org.xraystream.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xraystream.event.Finding;
import org.xraystream.event.LabelFinding;
import org.xraystream.quality.ScanHistory.Truth;

class ScanHistoryTest {

    private static final ScanHistory READ =
            ScanHistory.of(TestEvents.diagnosis("s1", "v1", Finding.NORMAL, Instant.ofEpochMilli(10)), true);
    private static final ScanHistory ILL = labelled(LabelFinding.VIRAL_PNEUMONIA, "anna", 20, false);

    @Test
    void comesToTheSameInWhateverOrderItIsTold() {
        ScanHistory onward = READ.and(ILL);
        ScanHistory backward = ILL.and(READ);

        assertThat(backward).isEqualTo(onward);
        assertThat(onward.truth()).contains(new Truth(true, true, 20));
        assertThat(onward.patient()).isEqualTo("child-of-s1");
    }

    @Test
    void changesNothingWhenToldTwice() {
        assertThat(READ.and(ILL).and(ILL).and(READ)).isEqualTo(READ.and(ILL));
    }

    @Test
    void takesAReadersCorrectionAndNotTheEarlierWordThatComesLate() {
        ScanHistory corrected = ILL.and(labelled(LabelFinding.NORMAL, "anna", 30, true));

        assertThat(corrected.truth()).contains(new Truth(false, false, 30));
        assertThat(corrected.and(ILL)).isEqualTo(corrected);
    }

    @Test
    void knowsNoTruthWhereReadersDisagree() {
        ScanHistory disputed = ILL.and(labelled(LabelFinding.NORMAL, "bert", 30, false));

        assertThat(disputed.truth()).isEmpty();
        assertThat(disputed.isDisputed()).isTrue();
    }

    @Test
    void asksOnlyThoseWhoCanTell() {
        ScanHistory known = ILL.and(labelled(LabelFinding.CANNOT_TELL, "bert", 30, true));

        assertThat(known.truth()).contains(new Truth(true, true, 20));
    }

    @Test
    void survivesItsStore() {
        var serde = JsonSerde.ofHistories();
        ScanHistory history = READ.and(ILL);

        byte[] bytes = serde.serializer().serialize("topic", history);

        assertThat(serde.deserializer().deserialize("topic", bytes)).isEqualTo(history);
    }

    private static ScanHistory labelled(LabelFinding finding, String reader, long at, boolean sawResult) {
        return ScanHistory.of(TestEvents.label("s1", finding, reader, Instant.ofEpochMilli(at), sawResult));
    }
}
