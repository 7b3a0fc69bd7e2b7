package org.xraystream.quality;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xraystream.event.Finding;
import org.xraystream.event.LabelFinding;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.QualityAlarm;
import org.xraystream.event.QualityAlarmKind;
import org.xraystream.model.ModelBundle;
import org.xraystream.service.content.ContentFetcher;
import org.xraystream.service.release.ReleaseLoader;
import org.xraystream.topic.Topics;

class RollbackWatchTest {

    private static final String SHIPPED = ModelBundle.shipped().manifest().version();
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant RELEASE = Instant.parse("2026-02-01T00:00:00Z");

    private final QualityBook book =
            new QualityBook(new QualityLimits(Duration.ofDays(7), Duration.ofDays(365), 200, 0.8));
    private final Reigns reigns = new Reigns(new ReleaseLoader(new ContentFetcher(List.of(), Topics.LARGEST_RECORD)));
    private final List<String> released = new ArrayList<>();
    private final RollbackWatch watch = new RollbackWatch(
            book,
            reigns,
            new RollbackRule(0.01, 0.05),
            (reign, reason) -> released.add(reign.version() + " " + reason),
            new SimpleMeterRegistry());

    @Test
    void putsThePredecessorInForceAgainOnceAndSaysWhy() throws InterruptedException {
        scans("before", 100, SHIPPED, Finding.PNEUMONIA, BEFORE);
        reigns.released(TestEvents.champion("v2", RELEASE));
        scans("good", 20, "v2", Finding.PNEUMONIA, RELEASE);
        watch.look();
        assertThat(released).isEmpty();

        scans("missed", 20, "v2", Finding.NORMAL, RELEASE);
        watch.look();
        scans("missed too", 5, "v2", Finding.NORMAL, RELEASE);
        watch.look();

        assertThat(released)
                .singleElement()
                .satisfies(release -> assertThat(release)
                        .startsWith(
                                SHIPPED + " in place of v2, which is worse: of 40 labelled pneumonias it missed 20"));
        assertThat(requireNonNull(book.qualities(RELEASE).get("v2")).getAlarms())
                .extracting(QualityAlarm::getKind)
                .contains(QualityAlarmKind.WORSE_THAN_PREDECESSOR);
    }

    @Test
    void leavesAChampionThatAPersonPutsInForceAgain() throws InterruptedException {
        scans("before", 100, SHIPPED, Finding.PNEUMONIA, BEFORE);
        ModelRelease bad = TestEvents.champion("v2", RELEASE);
        reigns.released(bad);
        reigns.released(TestEvents.champion("v3", RELEASE.plusSeconds(1)));
        reigns.released(bad);
        scans("missed", 40, "v2", Finding.NORMAL, RELEASE.plusSeconds(2));

        watch.look();

        assertThat(reigns.succession()).isEmpty();
        assertThat(released).isEmpty();
    }

    @Test
    void knowsTheReignsThatWereBeforeTheStart() {
        ModelRelease broken = ModelRelease.newBuilder(TestEvents.champion("v3", RELEASE.plusSeconds(2)))
                .setSha256("0".repeat(64))
                .build();
        reigns.releasedBefore(
                List.of(broken, TestEvents.champion("v2", RELEASE.plusSeconds(1)), TestEvents.champion("v1", RELEASE)));

        assertThat(reigns.succession()).hasValueSatisfying(succession -> {
            assertThat(succession.champion().version()).isEqualTo("v2");
            assertThat(succession.champion().since()).isEqualTo(RELEASE.plusSeconds(1));
            assertThat(succession.predecessor().version()).isEqualTo("v1");
        });
    }

    private void scans(String name, int count, String version, Finding finding, Instant at) {
        for (int scan = 0; scan < count; scan++) {
            String scanId = name + scan;
            book.put(
                    scanId,
                    ScanHistory.of(TestEvents.diagnosis(scanId, version, finding, at), true)
                            .and(ScanHistory.of(
                                    TestEvents.label(scanId, LabelFinding.PNEUMONIA, "reader", at, false))));
        }
    }
}
