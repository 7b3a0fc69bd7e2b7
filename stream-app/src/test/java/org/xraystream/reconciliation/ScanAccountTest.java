package org.xraystream.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xraystream.reconciliation.Reconciliation.Hour;
import org.xraystream.reconciliation.Reconciliation.Unanswered;

class ScanAccountTest {

    private static final Instant NINE = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

    private final ScanAccount account = new ScanAccount();

    @BeforeEach
    void begin() {
        account.begin(0, 0);
        account.begin(1, 100);
    }

    @Test
    void balancesWhenEachScanHasOneOutcome() {
        account.answered(0, 0, Fate.DIAGNOSED, "a", NINE);
        account.answered(0, 2, Fate.REJECTED, "c", NINE.plusSeconds(3599));
        account.answered(0, 1, Fate.DEAD_LETTER, "b", TEN);
        account.answered(1, 100, Fate.DIAGNOSED, "d", TEN);

        assertThat(account.open(0, 3)).isEmpty();
        assertThat(account.open(1, 101)).isEmpty();
        Reconciliation balance = account.balance(TEN);
        assertThat(balance.balances()).isTrue();
        assertThat(balance.hours()).containsExactly(new Hour(NINE, 1, 1, 0, 0, 0), new Hour(TEN, 1, 0, 1, 0, 0));
        assertThat(balance.total(Hour::scans)).isEqualTo(4);
    }

    @Test
    void missesAScanThatNoOutcomeNames() {
        account.answered(0, 0, Fate.DIAGNOSED, "a", NINE);
        account.answered(0, 2, Fate.DIAGNOSED, "c", NINE);

        assertThat(account.open(0, 3)).containsExactly(1L);
        account.seen(0, 1, "b", NINE);

        Reconciliation balance = account.balance(TEN);
        assertThat(balance.balances()).isFalse();
        assertThat(balance.unanswered()).containsExactly(new Unanswered("b", 0, 1, NINE));
        assertThat(balance.hours()).containsExactly(new Hour(NINE, 2, 0, 0, 0, 1));
        assertThat(account.open(0, 3)).as("missed once").isEmpty();
    }

    @Test
    void forgivesAnOutcomeThatComesLate() {
        account.seen(0, 0, "a", NINE);
        account.answered(0, 0, Fate.DIAGNOSED, "a", NINE);

        Reconciliation balance = account.balance(TEN);
        assertThat(balance.balances()).isTrue();
        assertThat(balance.hours()).containsExactly(new Hour(NINE, 1, 0, 0, 0, 0));
    }

    @Test
    void countsAScanSentAgainAsRepeated() {
        account.answered(0, 0, Fate.REJECTED, "a", NINE);
        account.seen(0, 1, "a", TEN);

        Reconciliation balance = account.balance(TEN);
        assertThat(balance.balances()).isTrue();
        assertThat(balance.hours()).containsExactly(new Hour(NINE, 0, 1, 0, 0, 0), new Hour(TEN, 0, 0, 0, 1, 0));
    }

    @Test
    void noticesASecondOutcomeOfTheSameRecord() {
        account.answered(0, 0, Fate.DIAGNOSED, "a", NINE);
        account.answered(0, 0, Fate.REJECTED, "a", NINE);

        Reconciliation balance = account.balance(TEN);
        assertThat(balance.balances()).isFalse();
        assertThat(balance.answeredTwice()).containsExactly("a");
        assertThat(balance.total(Hour::scans)).isEqualTo(1);
    }

    @Test
    void matchesADiagnosisThatDoesNotNameItsRecord() {
        account.answeredSomewhere("a", NINE);
        account.seen(0, 0, "a", NINE);
        account.seen(0, 1, "a", NINE);

        assertThat(account.balance(TEN).hours()).containsExactly(new Hour(NINE, 1, 0, 0, 1, 0));
    }

    @Test
    void leavesOutWhatWasDeletedBeforeItBegan() {
        account.answered(1, 99, Fate.DIAGNOSED, "old", NINE);
        account.nothingThere(1, 100);

        Reconciliation balance = account.balance(TEN);
        assertThat(balance.balances()).isTrue();
        assertThat(balance.hours()).isEmpty();
        assertThat(account.open(1, 101)).isEmpty();
    }

    @Test
    void forgetsWhatIsOlderThanRemembered() {
        account.answered(0, 0, Fate.DIAGNOSED, "a", NINE);

        Instant later = NINE.plus(ScanAccount.REMEMBERED).plus(Duration.ofHours(1));
        assertThat(account.balance(later).hours()).isEmpty();
    }
}
