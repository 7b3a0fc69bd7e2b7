package org.xraystream.containers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.xraystream.event.Scan;
import org.xraystream.event.View;
import org.xraystream.image.TestScans;
import org.xraystream.modality.Acquisition;
import org.xraystream.modality.RefusedImageException;
import org.xraystream.reconciliation.Reconciler;
import org.xraystream.reconciliation.Reconciliation;
import org.xraystream.reconciliation.Reconciliation.Hour;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.events.EventPublisher;
import org.xraystream.service.settings.Connection;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;

/** Sends scans to an installation and counts what comes of them, from outside it. */
record Hospital(Connection connection) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The hospital whose clients have these settings. */
    static Hospital with(Map<String, String> settings) {
        return new Hospital(Connection.from(Settings.of(settings)));
    }

    /** Sends so many radiographs, no two alike, and returns when all are safe. */
    void send(int count) {
        try (SchemaRegistry registry = connection.schemaRegistry(PATIENCE);
                var publisher = new EventPublisher<>(connection, registry, Topics.SCANS)) {
            var underWay = IntStream.range(0, count)
                    .mapToObj(Hospital::scan)
                    .map(scan -> publisher.publish(scan.getScanId(), scan))
                    .toList();
            underWay.forEach(safe -> safe.join());
        }
    }

    private static Scan scan(int seed) {
        var acquisition = new Acquisition(
                "0".repeat(64), "north", OptionalInt.of(30), View.AP, Instant.parse("2026-11-23T10:00:00Z"));
        try {
            return acquisition.scanOf(
                    Optional.empty(), TestScans.radiograph(seed, 0.5).content());
        } catch (RefusedImageException e) {
            throw new IllegalStateException("a drawn radiograph is refused", e);
        }
    }

    /** Waits until so many scans have an outcome; returns the account as it is then, or when patience has run out. */
    Reconciliation accountOf(int count) throws InterruptedException {
        try (SchemaRegistry registry = connection.schemaRegistry(PATIENCE);
                var reconciler = new Reconciler(connection, registry, "xraystream", Clock.systemUTC())) {
            Instant end = Instant.now().plus(PATIENCE);
            while (true) {
                Reconciliation account = reconciler.round();
                boolean done = answered(account) >= count && account.balances();
                if (done || Instant.now().isAfter(end)) {
                    return account;
                }
                Thread.sleep(500);
            }
        }
    }

    /** How many have an outcome. */
    static long answered(Reconciliation account) {
        return account.total(Hour::diagnosed) + account.total(Hour::rejected);
    }
}
