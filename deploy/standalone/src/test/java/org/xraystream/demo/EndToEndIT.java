package org.xraystream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.cluster.Cluster;
import org.xraystream.cluster.Services;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;

/** Scan, diagnosis, label, retraining, swap, diagnosis by the new model: the whole way with every real part. */
class EndToEndIT {

    private static final int SCANS = 160;

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @Test
    @Timeout(300)
    void learnsFromLabelsAndSwapsTheModelWhileScansFlow(@TempDir Path state) throws Exception {
        try (Cluster cluster = Cluster.startTemporary();
                Services services = Services.start(
                        cluster,
                        Settings.of(Map.of(
                                "retraining.labels", "24",
                                "retraining.epochs", "1",
                                "promotion.least-cases", "1",
                                // The way is tested here, not the rule.
                                "promotion.auc-margin", "1",
                                "promotion.sensitivity-margin", "1",
                                "promotion.log-loss-margin", "100")),
                        state,
                        0,
                        0)) {
            String shipped = services.streamApp().modelVersion();

            DemoSummary summary = new Demo(SyntheticImages.shipped(1), new Demo.Plan(SCANS, 40))
                    .play(Connection.from(Settings.of(cluster.addresses())), audience());

            assertThat(summary.balances())
                    .as(String.join("\n", summary.lines()))
                    .isTrue();
            assertThat(summary.diagnoses()).isEqualTo(SCANS);
            assertThat(summary.swaps()).as(String.join("\n", events)).isPositive();
            assertThat(services.streamApp().modelVersion()).isNotEqualTo(shipped);
        }
    }

    private Play.Audience audience() {
        return new Play.Audience() {
            @Override
            public void event(String what) {
                events.add(what);
            }

            @Override
            public void progress(int sent, int done) {}
        };
    }
}
