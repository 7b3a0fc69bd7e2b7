package org.xraystream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.xraystream.demo.TestDiagnoses.diagnosis;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xraystream.image.EncodedImage;
import org.xraystream.model.Category;

class DemoSummaryTest {

    private static final long MILLISECOND = 1_000_000L;
    private static final long SECOND = 1000 * MILLISECOND;

    private final Ledger ledger = new Ledger();

    @Test
    void balancesWhenEveryScanHasExactlyOneOutcome() {
        sent("s1", "s2", "s3");
        ledger.diagnosed(diagnosis("s1", "v1", 0.1), SECOND);
        ledger.rejected("s2");
        ledger.deadLetter("s3");

        DemoSummary summary = summary();

        assertThat(summary.balances()).isTrue();
        assertThat(summary.asMap())
                .containsEntry("scans", 3)
                .containsEntry("diagnoses", 1)
                .containsEntry("rejections", 1)
                .containsEntry("deadLetters", 1)
                .containsEntry("unaccounted", 0);
    }

    @Test
    void noticesAScanWithoutAnOutcome() {
        sent("s1", "s2");
        ledger.diagnosed(diagnosis("s1", "v1", 0.1), SECOND);

        assertThat(summary().balances()).isFalse();
        assertThat(summary().unaccounted()).isEqualTo(1);
    }

    @Test
    void noticesAScanWithTwoOutcomes() {
        sent("s1");
        ledger.diagnosed(diagnosis("s1", "v1", 0.1), SECOND);
        ledger.rejected("s1");

        assertThat(summary().balances()).isFalse();
        assertThat(summary().unaccounted()).isEqualTo(1);
    }

    @Test
    void countsNothingThatItDidNotSend() {
        sent("s1");
        ledger.diagnosed(diagnosis("s1", "v1", 0.1), SECOND);
        ledger.diagnosed(diagnosis("foreign", "v1", 0.1), SECOND);
        ledger.rejected("foreign");

        assertThat(summary().balances()).isTrue();
        assertThat(summary().diagnoses()).isEqualTo(1);
    }

    @Test
    void comparesBeforeAndAfterTheSwap() {
        sent("n1", Category.NORMAL);
        sent("p1", Category.VIRAL_PNEUMONIA);
        sent("n2", Category.NORMAL);
        sent("p2", Category.BACTERIAL_PNEUMONIA);
        ledger.diagnosed(diagnosis("n1", "v1", 0.7), SECOND);
        ledger.diagnosed(diagnosis("p1", "v1", 0.6), SECOND);
        ledger.diagnosed(diagnosis("n2", "v2", 0.2), 2 * SECOND);
        ledger.diagnosed(diagnosis("p2", "v2", 0.9), 2 * SECOND);

        DemoSummary summary = summary();

        assertThat(summary.swaps()).isEqualTo(1);
        assertThat(summary.accuracyBefore()).contains(0.5);
        assertThat(summary.accuracyAfter()).contains(1.0);
        assertThat(summary.aucBefore()).contains(0.0);
        assertThat(summary.aucAfter()).contains(1.0);
    }

    @Test
    void judgesOnlyChildrenWhomNobodyLabelled() {
        sent("n1", Category.NORMAL);
        sent("n2", Category.NORMAL);
        ledger.diagnosed(diagnosis("n1", "v1", 0.9), SECOND);
        ledger.diagnosed(diagnosis("n2", "v1", 0.1), SECOND);

        DemoSummary summary = DemoSummary.of(ledger, "child of n1"::equals, 1);

        assertThat(summary.accuracyBefore()).contains(1.0);
    }

    @Test
    void measuresThePauseNearTheSwapApartFromTheOrdinary() {
        for (int scan = 0; scan < 99; scan++) {
            sent("s" + scan, Category.NORMAL);
            ledger.diagnosed(diagnosis("s" + scan, "v1", 0.1), 10 * MILLISECOND);
        }
        sent("late", Category.NORMAL);
        ledger.diagnosed(diagnosis("late", "v2", 0.1), 5 * SECOND);

        DemoSummary summary = summary();

        assertThat(summary.latencyMsP99()).isEqualTo(10, within(1e-9));
        assertThat(summary.swapPauseMs()).contains(5000.0);
    }

    @Test
    void leavesAbsentWhatIsNotDefined() {
        sent("s1", Category.NORMAL);
        ledger.diagnosed(diagnosis("s1", "v1", 0.1), SECOND);

        assertThat(summary().asMap())
                .containsEntry("aucBefore", null)
                .containsEntry("accuracyAfter", null)
                .containsEntry("swapPauseMs", null);
    }

    private DemoSummary summary() {
        return DemoSummary.of(ledger, child -> false, 10);
    }

    private void sent(String... scanIds) {
        List.of(scanIds).forEach(scanId -> sent(scanId, Category.NORMAL));
    }

    private void sent(String scanId, Category truth) {
        var image = new DemoImage(
                scanId, "child of " + scanId, Optional.of(truth), new EncodedImage("image/png", new byte[0]));
        ledger.sent(scanId, image, 0);
    }
}
