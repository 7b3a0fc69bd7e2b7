package org.xraystream.ehr;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.ehr.delivery.Delivery;
import org.xraystream.ehr.delivery.Destination;
import org.xraystream.ehr.delivery.ReportHandover;
import org.xraystream.ehr.hl7.MllpReceiver;
import org.xraystream.ehr.pacs.ImageArchive;
import org.xraystream.ehr.patients.Patients;
import org.xraystream.ehr.rest.FhirServer;
import org.xraystream.ehr.topology.ReportTopology;
import org.xraystream.service.health.Health;
import org.xraystream.service.runtime.ServiceRuntime;
import org.xraystream.service.settings.Settings;
import org.xraystream.service.streams.StreamsRunner;
import org.xraystream.service.streams.StreamsSettings;

/**
 * The gateway to record systems: turns what is said of scans into reports ({@code xray.fhir}), and hands those to a FHIR
 * server, an HL7 v2 receiver and an image archive, or to some of them, as the settings name them.
 *
 * <p>Settings beside those of {@link ServiceRuntime}: {@code ehr.application.id} (default {@code xraystream-ehr}),
 * {@code ehr.remembered} (default {@code P365D}), and those of {@link Patients}, {@link FhirServer},
 * {@link MllpReceiver} and {@link ImageArchive}.
 */
public final class EhrGateway implements AutoCloseable {

    /** Port of health and metrics unless {@code http.port} says otherwise. */
    public static final int DEFAULT_PORT = 8083;

    private static final Logger log = LoggerFactory.getLogger(EhrGateway.class);

    /** Present once the broker has answered. */
    private volatile Optional<StreamsRunner> streams = Optional.empty();

    private volatile List<Delivery> deliveries = List.of();
    private final ServiceRuntime runtime;

    private EhrGateway(Settings settings) {
        runtime = new ServiceRuntime(
                settings,
                DEFAULT_PORT,
                List.of(() -> streamsHealth(StreamsRunner::live, true), () -> deliveryHealth(Delivery::live)),
                List.of(() -> streamsHealth(StreamsRunner::ready, false), () -> deliveryHealth(Delivery::health)),
                routes -> {});
    }

    /** Starts the gateway; returns once it makes reports. Until then it waits for whatever is away, and says so. */
    public static EhrGateway start(Settings settings) throws InterruptedException {
        var gateway = new EhrGateway(settings);
        try {
            gateway.run(settings);
            return gateway;
        } catch (InterruptedException | RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private void run(Settings settings) throws InterruptedException {
        String applicationId = settings.text("ehr.application.id", "xraystream-ehr");
        Duration remembered = settings.duration("ehr.remembered", Duration.ofDays(365));
        Patients patients = Patients.from(settings);
        List<Destination> destinations = Stream.<Optional<? extends Destination>>of(
                        FhirServer.from(settings), MllpReceiver.from(settings), ImageArchive.from(settings))
                .<Destination>flatMap(Optional::stream)
                .toList();
        runtime.awaitTopics();
        var runner = new StreamsRunner(
                ReportTopology.build(runtime.schemaRegistry(), remembered, Clock.systemUTC(), runtime.metrics()),
                StreamsSettings.forImages(applicationId, runtime.connection()),
                runtime.metrics());
        streams = Optional.of(runner);
        runner.awaitRunning();
        deliveries = destinations.stream()
                .map(destination -> deliverTo(destination, patients, applicationId))
                .toList();
        log.atInfo()
                .addKeyValue(
                        "destinations",
                        destinations.stream().map(Destination::name).toList())
                .addKeyValue("port", port())
                .log("reporting scans");
    }

    private Delivery deliverTo(Destination destination, Patients patients, String applicationId) {
        return new Delivery(
                runtime.connection(),
                applicationId + "-" + destination.name(),
                new ReportHandover(destination, patients, runtime.schemaRegistry(), runtime.metrics()),
                runtime.metrics());
    }

    private Health streamsHealth(Function<StreamsRunner, Health> question, boolean beforeStart) {
        return streams.map(question).orElse(new Health("streams", beforeStart, "not started yet"));
    }

    /** All destinations as one part, since which there are is known only after the health checks are. */
    private Health deliveryHealth(Function<Delivery, Health> question) {
        var details = new ArrayList<String>();
        boolean up = true;
        for (Delivery delivery : deliveries) {
            Health health = question.apply(delivery);
            up &= health.up();
            details.add(health.part() + ": " + health.detail());
        }
        return new Health("delivery", up, details.isEmpty() ? "to nobody" : String.join("; ", details));
    }

    /** Port of health and metrics. */
    public int port() {
        return runtime.port();
    }

    /** Whether it makes reports and every destination takes them. */
    public boolean isReady() {
        return runtime.health().stream().allMatch(Health::up);
    }

    /** Finishes what is under way and lets go of everything. */
    @Override
    public void close() {
        deliveries.forEach(Delivery::close);
        streams.ifPresent(StreamsRunner::close);
        runtime.close();
    }
}
