package org.xraystream.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.xraystream.reconciliation.Reconciliation.Hour;
import org.xraystream.service.testing.TestCluster;

/** Accounts of all scans, counted from the topics, beside the application. */
public final class TestAccounts {

    private TestAccounts() {}

    /** The account that balances once so many scans were passed. */
    public static Reconciliation balanced(TestCluster cluster, long scans, Duration patience) throws Exception {
        try (var reconciler =
                new Reconciler(cluster.connection(), cluster.registry(), "xraystream", Clock.systemUTC())) {
            Instant deadline = Instant.now().plus(patience);
            Reconciliation account = reconciler.round();
            while (account.total(Hour::scans) < scans || !account.balances()) {
                assertThat(Instant.now())
                        .as("waiting for %d scans to be passed", scans)
                        .isBefore(deadline);
                account = reconciler.round();
            }
            return account;
        }
    }
}
