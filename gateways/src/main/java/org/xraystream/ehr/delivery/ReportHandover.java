package org.xraystream.ehr.delivery;

import ca.uhn.fhir.parser.DataFormatException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.hl7.fhir.r4.model.Bundle;
import org.xraystream.ehr.delivery.Attempt.Delivered;
import org.xraystream.ehr.delivery.Attempt.Postponed;
import org.xraystream.ehr.delivery.Attempt.Refused;
import org.xraystream.ehr.fhir.Fhir;
import org.xraystream.ehr.fhir.Identity;
import org.xraystream.ehr.fhir.PatientIdentification;
import org.xraystream.ehr.patients.Patients;
import org.xraystream.ehr.patients.PatientsUnavailableException;
import org.xraystream.event.FhirReport;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.topic.Topics;

/**
 * Hands one record to a destination: here, and nowhere before, the patient's own identifier takes the place of the
 * pseudonym. A pseudonym that the hospital does not know stays, and is counted. For one thread.
 */
public final class ReportHandover implements AutoCloseable {

    private final Destination destination;
    private final Patients patients;
    private final Deserializer<FhirReport> deserializer;
    private final MeterRegistry metrics;

    /** A handover to this destination, which it closes. */
    public ReportHandover(Destination destination, Patients patients, SchemaRegistry registry, MeterRegistry metrics) {
        this.destination = destination;
        this.patients = patients;
        this.deserializer = Topics.FHIR.valueSerde(registry).deserializer();
        this.metrics = metrics;
    }

    String destination() {
        return destination.name();
    }

    Attempt attempt(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return new Delivered();
        }
        try {
            FhirReport report = deserializer.deserialize(record.topic(), record.value());
            Bundle bundle = Fhir.bundle(report.getBundle());
            if (!destination.namesPatients()) {
                return destination.deliver(report, bundle);
            }
            Optional<Identity> patient = patients.find(report.getPatientPseudonym());
            if (patient.isEmpty()) {
                metrics.counter("xraystream.patients.unknown", "destination", destination.name())
                        .increment();
            }
            return destination.deliver(
                    report,
                    patient.map(known -> PatientIdentification.identify(bundle, known))
                            .orElse(bundle));
        } catch (SerializationException e) {
            return new Refused("no report: " + e.getMessage());
        } catch (DataFormatException e) {
            return new Refused("no FHIR bundle in the report");
        } catch (PatientsUnavailableException e) {
            return new Postponed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        destination.close();
    }
}
