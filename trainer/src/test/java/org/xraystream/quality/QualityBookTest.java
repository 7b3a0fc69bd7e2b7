package org.xraystream.quality;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xraystream.event.Finding;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.LabelledCounts;
import org.xraystream.event.LiveQuality;
import org.xraystream.event.QualityAlarm;
import org.xraystream.event.QualityAlarmKind;

class QualityBookTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    private final QualityBook book = new QualityBook(new QualityLimits(WEEK, Duration.ofDays(365), 50, 0.8));
    private int scans;

    @Test
    void countsFindingsAgainstLabels() {
        scans(8, "v1", Finding.PNEUMONIA, LabelFinding.BACTERIAL_PNEUMONIA);
        scans(2, "v1", Finding.NORMAL, LabelFinding.VIRAL_PNEUMONIA);
        scans(9, "v1", Finding.NORMAL, LabelFinding.NORMAL);
        scans(1, "v1", Finding.PNEUMONIA, LabelFinding.NORMAL);
        scans(3, "v1", Finding.UNCERTAIN, LabelFinding.PNEUMONIA);
        scans(4, "v1", Finding.NORMAL, LabelFinding.CANNOT_TELL);

        LiveQuality quality = quality("v1");

        assertThat(quality.getTruePositives()).isEqualTo(8);
        assertThat(quality.getFalseNegatives()).isEqualTo(2);
        assertThat(quality.getTrueNegatives()).isEqualTo(9);
        assertThat(quality.getFalsePositives()).isEqualTo(1);
        assertThat(quality.getUncertain()).isEqualTo(3);
        assertThat(quality.getScans()).isEqualTo(27);
        assertThat(quality.getSensitivity()).isCloseTo(0.8, within(1e-9));
        // Wilson's interval of 8 of 10.
        assertThat(requireNonNull(quality.getSensitivityInterval()).getLow()).isCloseTo(0.4902, within(1e-4));
        assertThat(requireNonNull(quality.getSensitivityInterval()).getHigh()).isCloseTo(0.9433, within(1e-4));
    }

    @Test
    void countsBlindLabelsApart() {
        put("a", "v1", Finding.PNEUMONIA, LabelFinding.PNEUMONIA, START, true);
        put("b", "v1", Finding.PNEUMONIA, LabelFinding.PNEUMONIA, START, false);
        put("c", "v1", Finding.NORMAL, LabelFinding.PNEUMONIA, START, false);

        LiveQuality quality = quality("v1");

        assertThat(quality.getTruePositives()).isEqualTo(2);
        assertThat(requireNonNull(quality.getBlind()).getTruePositives()).isEqualTo(1);
        assertThat(requireNonNull(quality.getBlind()).getFalseNegatives()).isEqualTo(1);
    }

    @Test
    void countsByTheTimeOfTheLabelInWindows() {
        put("a", "v1", Finding.PNEUMONIA, LabelFinding.PNEUMONIA, START, false);
        put("b", "v1", Finding.NORMAL, LabelFinding.PNEUMONIA, START.plus(WEEK), false);
        put("c", "v1", Finding.NORMAL, LabelFinding.PNEUMONIA, START.plus(WEEK), false);

        assertThat(quality("v1").getWindows())
                .extracting(LabelledCounts::getTruePositives, LabelledCounts::getFalseNegatives)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, 0L), org.assertj.core.groups.Tuple.tuple(0L, 2L));
    }

    @Test
    void leavesNoTraceOfACorrectedLabel() {
        put("a", "v1", Finding.NORMAL, LabelFinding.PNEUMONIA, START, false);
        put("a", "v1", Finding.NORMAL, LabelFinding.NORMAL, START.plusSeconds(1), false);

        LiveQuality quality = quality("v1");

        assertThat(quality.getFalseNegatives()).isZero();
        assertThat(quality.getTrueNegatives()).isEqualTo(1);
    }

    @Test
    void raisesAnAlarmWhenTheNewestWindowsSensitivityIsTooLow() {
        scans(20, "v1", Finding.PNEUMONIA, LabelFinding.PNEUMONIA);
        scans(20, "v1", Finding.NORMAL, LabelFinding.PNEUMONIA);
        scans(20, "v2", Finding.PNEUMONIA, LabelFinding.PNEUMONIA);

        assertThat(quality("v1").getAlarms())
                .extracting(QualityAlarm::getKind)
                .containsExactly(QualityAlarmKind.LOW_SENSITIVITY);
        assertThat(quality("v2").getAlarms()).isEmpty();
    }

    @Test
    void raisesAnAlarmOnDriftAndSaysWhich() {
        scans(100, "v1", Finding.NORMAL, LabelFinding.CANNOT_TELL);
        assertThat(quality("v1").getAlarms()).isEmpty();

        scans(50, "v1", Finding.PNEUMONIA, LabelFinding.CANNOT_TELL);

        assertThat(quality("v1").getAlarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.getKind()).isEqualTo(QualityAlarmKind.OUTPUT_DRIFT);
            assertThat(alarm.getDetail())
                    .startsWith("sharePneumonia was 0.000 on the first 50 scans and is 1.000 on the latest 50");
        });
    }

    @Test
    void comparesAChampionWithItsPredecessorOnEachChildOnce() {
        Instant release = START.plusSeconds(1000);
        put("old", "v1", Finding.NORMAL, LabelFinding.PNEUMONIA, START, false);
        put("both", "v2", Finding.NORMAL, LabelFinding.PNEUMONIA, release, false);
        ScanHistory both = read("both", "v2", Finding.NORMAL, release)
                .and(ScanHistory.of(TestEvents.diagnosis("both", "v1", Finding.PNEUMONIA, release), false))
                .and(label("both", LabelFinding.PNEUMONIA, release, false));
        book.put("both", both);
        book.put("same child again", both);
        put("alone", "v2", Finding.UNCERTAIN, LabelFinding.PNEUMONIA, release, false);
        put("normal", "v2", Finding.PNEUMONIA, LabelFinding.NORMAL, release, false);

        assertThat(book.standing("v2", "v1", release, true)).isEqualTo(new Standing(1, 1, 0, 2, 1, 1, 1));
        assertThat(book.standing("v2", "v1", release, false)).isEqualTo(new Standing(0, 0, 0, 1, 1, 0, 0));
    }

    private LiveQuality quality(String version) {
        return requireNonNull(book.qualities(START.plus(Duration.ofDays(30))).get(version));
    }

    private void scans(int count, String version, Finding finding, LabelFinding label) {
        for (int scan = 0; scan < count; scan++) {
            scans++;
            put("s" + scans, version, finding, label, START.plusSeconds(scans), false);
        }
    }

    private void put(
            String scanId, String version, Finding finding, LabelFinding label, Instant at, boolean sawResult) {
        book.put(scanId, read(scanId, version, finding, at).and(label(scanId, label, at, sawResult)));
    }

    private static ScanHistory read(String scanId, String version, Finding finding, Instant at) {
        return ScanHistory.of(TestEvents.diagnosis(scanId, version, finding, at), true);
    }

    private static ScanHistory label(String scanId, LabelFinding finding, Instant at, boolean sawResult) {
        return ScanHistory.of(TestEvents.label(scanId, finding, "reader", at, sawResult));
    }
}
