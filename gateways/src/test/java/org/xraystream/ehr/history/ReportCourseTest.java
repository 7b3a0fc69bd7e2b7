package org.xraystream.ehr.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.ehr.TestEvents.amended;
import static org.xraystream.ehr.TestEvents.diagnosis;
import static org.xraystream.ehr.TestEvents.history;
import static org.xraystream.ehr.TestEvents.label;
import static org.xraystream.ehr.TestEvents.recalled;
import static org.xraystream.ehr.TestEvents.rejection;
import static org.xraystream.ehr.TestEvents.retracted;
import static org.xraystream.ehr.TestEvents.with;
import static org.xraystream.event.LabelFinding.BACTERIAL_PNEUMONIA;
import static org.xraystream.event.LabelFinding.CANNOT_TELL;
import static org.xraystream.event.LabelFinding.NORMAL;
import static org.xraystream.event.LabelFinding.PNEUMONIA;
import static org.xraystream.event.LabelFinding.VIRAL_PNEUMONIA;
import static org.xraystream.event.ReportStatus.AMENDED;
import static org.xraystream.event.ReportStatus.CANCELLED;
import static org.xraystream.event.ReportStatus.CORRECTED;
import static org.xraystream.event.ReportStatus.FINAL;
import static org.xraystream.event.ReportStatus.PRELIMINARY;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xraystream.event.Diagnosis;
import org.xraystream.event.Finding;
import org.xraystream.event.ReportStatus;

class ReportCourseTest {

    private static final Diagnosis FIRST = diagnosis(Finding.PNEUMONIA);
    private static final ScanHistory RECALLED = history(FIRST).and(ScanHistory.of(recalled(FIRST, 5)));
    private static final ScanHistory REREAD = history(FIRST).and(ScanHistory.of(amended(FIRST, Finding.NORMAL, 5)));
    private static final ScanHistory REJECTED = ScanHistory.of(rejection());

    static Stream<Arguments> histories() {
        return Stream.of(
                Arguments.of("a model alone", history(FIRST), PRELIMINARY),
                Arguments.of("another model instead", REREAD, PRELIMINARY),
                Arguments.of("a recall alone", RECALLED, PRELIMINARY),
                Arguments.of("a refusal", REJECTED, CANCELLED),
                Arguments.of("a refusal, and a reader", with(REJECTED, label("ann", NORMAL, 1)), FINAL),
                Arguments.of("a reader", history(FIRST, label("ann", NORMAL, 1)), FINAL),
                Arguments.of("a reader before the model", history(FIRST, label("ann", NORMAL, -1)), FINAL),
                Arguments.of("a reader who cannot tell", history(FIRST, label("ann", CANNOT_TELL, 1)), PRELIMINARY),
                Arguments.of("an undone slip", history(FIRST, label("ann", NORMAL, 1), retracted("ann", 2)), CORRECTED),
                Arguments.of(
                        "a slip set right",
                        history(FIRST, label("ann", NORMAL, 1), retracted("ann", 2), label("ann", PNEUMONIA, 3)),
                        CORRECTED),
                Arguments.of(
                        "the same said again after undoing it",
                        history(FIRST, label("ann", NORMAL, 1), retracted("ann", 2), label("ann", NORMAL, 3)),
                        AMENDED),
                Arguments.of(
                        "a changed mind",
                        history(FIRST, label("ann", NORMAL, 1), label("ann", PNEUMONIA, 2)),
                        CORRECTED),
                Arguments.of(
                        "another kind",
                        history(FIRST, label("ann", VIRAL_PNEUMONIA, 1), label("ann", BACTERIAL_PNEUMONIA, 2)),
                        CORRECTED),
                Arguments.of(
                        "the kind named",
                        history(FIRST, label("ann", PNEUMONIA, 1), label("bob", BACTERIAL_PNEUMONIA, 2)),
                        AMENDED),
                Arguments.of(
                        "a second reader who agrees",
                        history(FIRST, label("ann", NORMAL, 1), label("bob", NORMAL, 2)),
                        AMENDED),
                Arguments.of(
                        "readers who contradict each other",
                        history(FIRST, label("ann", NORMAL, 1), label("bob", PNEUMONIA, 2)),
                        AMENDED),
                Arguments.of(
                        "no longer sure",
                        history(FIRST, label("ann", NORMAL, 1), label("ann", CANNOT_TELL, 2)),
                        CORRECTED),
                Arguments.of("a recall after a reader", with(RECALLED, label("ann", NORMAL, 1)), AMENDED),
                Arguments.of("a reader after a recall", with(RECALLED, label("ann", NORMAL, 9)), FINAL));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("histories")
    void tellsWhereAReportStands(String name, ScanHistory history, ReportStatus status) {
        assertThat(ReportCourse.statusOf(history)).isEqualTo(status);
    }

    @Test
    void comesToTheSameInWhateverOrderItIsTold() {
        ScanHistory inOrder = history(FIRST, label("ann", NORMAL, 1), label("bob", PNEUMONIA, 2));

        ScanHistory outOfOrder = ScanHistory.of(label("bob", PNEUMONIA, 2))
                .and(ScanHistory.of(label("ann", NORMAL, 1)))
                .and(ScanHistory.of(FIRST));

        assertThat(outOfOrder).isEqualTo(inOrder);
    }

    @Test
    void isNotChangedByWhatIsSaidAgain() {
        ScanHistory once = history(FIRST, label("ann", NORMAL, 1));
        Diagnosis afterACrash = Diagnosis.newBuilder(FIRST)
                .setDecidedAt(FIRST.getDecidedAt().plusSeconds(9))
                .build();

        ScanHistory again = once.and(once).and(ScanHistory.of(afterACrash));

        assertThat(again).isSameAs(once);
    }

    @Test
    void outlivesItsEvent() {
        ScanHistory history = with(RECALLED, label("ann", NORMAL, 1)).and(REJECTED);

        assertThat(ScanHistory.of(history.toEvent())).isEqualTo(history);
    }
}
