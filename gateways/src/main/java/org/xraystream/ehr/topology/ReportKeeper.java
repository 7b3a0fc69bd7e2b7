package org.xraystream.ehr.topology;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.xraystream.ehr.fhir.Fhir;
import org.xraystream.ehr.fhir.ReportBundle;
import org.xraystream.ehr.history.ReportCourse;
import org.xraystream.ehr.history.ScanHistory;
import org.xraystream.event.FhirReport;
import org.xraystream.event.ReportedScan;
import org.xraystream.registry.EventSerde;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.tracing.Trace;

/** Keeps what was said of each scan, and reports it whenever that changes what a report says. */
final class ReportKeeper implements Processor<String, ScanHistory, String, FhirReport> {

    static final String STORE = "reported-scans";
    private static final Duration BETWEEN_CLEARINGS = Duration.ofHours(1);

    private final Duration remembered;
    private final Clock clock;
    private final MeterRegistry metrics;
    private @Nullable ProcessorContext<String, FhirReport> context;
    private @Nullable KeyValueStore<String, ReportedScan> scans;

    private ReportKeeper(Duration remembered, Clock clock, MeterRegistry metrics) {
        this.remembered = remembered;
        this.clock = clock;
        this.metrics = metrics;
    }

    static ProcessorSupplier<String, ScanHistory, String, FhirReport> supplier(
            SchemaRegistry registry, Duration remembered, Clock clock, MeterRegistry metrics) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, ScanHistory, String, FhirReport> get() {
                return new ReportKeeper(remembered, clock, metrics);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE),
                        Serdes.String(),
                        new EventSerde<>(ReportedScan.class, registry)));
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, FhirReport> context) {
        this.context = context;
        scans = context.getStateStore(STORE);
        context.schedule(BETWEEN_CLEARINGS, PunctuationType.WALL_CLOCK_TIME, unused -> forget());
    }

    @Override
    public void process(Record<String, ScanHistory> record) {
        try (var unusedTrace = Trace.in(record.headers())) {
            keep(record);
        }
    }

    private void keep(Record<String, ScanHistory> record) {
        KeyValueStore<String, ReportedScan> store = requireNonNull(scans);
        Optional<ScanHistory> before =
                Optional.ofNullable(store.get(record.key())).map(ScanHistory::of);
        ScanHistory after = before.map(known -> known.and(record.value())).orElseGet(record::value);
        if (before.filter(after::equals).isPresent()) {
            return;
        }
        store.put(record.key(), after.toEvent());
        Optional<FhirReport> report = report(after);
        report.filter(now -> !before.flatMap(ReportKeeper::report).equals(report))
                .ifPresent(now -> {
                    count(now);
                    requireNonNull(context).forward(record.withValue(now));
                });
    }

    private static Optional<FhirReport> report(ScanHistory history) {
        return ReportBundle.of(history)
                .map(bundle -> FhirReport.newBuilder()
                        .setScanId(history.scanId())
                        .setPatientPseudonym(history.patientPseudonym().orElseThrow())
                        .setStatus(ReportCourse.statusOf(history))
                        .setIssuedAt(history.latest())
                        .setBundle(Fhir.json(bundle))
                        .build());
    }

    private void count(FhirReport report) {
        metrics.counter(
                        "xraystream.reports",
                        "status",
                        report.getStatus().name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private void forget() {
        Instant before = clock.instant().minus(remembered);
        KeyValueStore<String, ReportedScan> store = requireNonNull(scans);
        try (KeyValueIterator<String, ReportedScan> all = store.all()) {
            while (all.hasNext()) {
                var scan = all.next();
                if (ScanHistory.of(scan.value).latest().isBefore(before)) {
                    store.delete(scan.key);
                }
            }
        }
    }
}
