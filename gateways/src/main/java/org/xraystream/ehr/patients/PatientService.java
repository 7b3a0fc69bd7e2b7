package org.xraystream.ehr.patients;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.xraystream.ehr.fhir.Identity;
import org.xraystream.service.settings.InvalidSettingException;

/**
 * Patients from a service of the hospital: {@code GET} of an address in which {@value #PLACE} stands for the pseudonym. It
 * answers 200 with the identifier as plain text, or 404 where it knows none; anything else makes the report wait.
 */
final class PatientService implements Patients {

    static final String PLACE = "{pseudonym}";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_IDENTIFIER = 256;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String address;
    private final String system;
    private final Optional<String> token;

    PatientService(String address, String system, Optional<String> token) {
        this.address = address;
        this.system = system;
        this.token = token;
        if (!address.contains(PLACE) || !address.matches("https?://.+")) {
            throw new InvalidSettingException(
                    "patients.url=" + address + ": must be an http or https address with " + PLACE + " in it");
        }
    }

    @Override
    public Optional<Identity> find(String pseudonym) throws PatientsUnavailableException {
        HttpResponse<String> answer = ask(pseudonym);
        return switch (answer.statusCode()) {
            case HttpURLConnection.HTTP_OK -> Optional.of(identity(answer.body().strip()));
            case HttpURLConnection.HTTP_NOT_FOUND -> Optional.empty();
            default ->
                throw new PatientsUnavailableException(
                        "the service that knows the patients answers HTTP " + answer.statusCode());
        };
    }

    private HttpResponse<String> ask(String pseudonym) throws PatientsUnavailableException {
        String place = URLEncoder.encode(pseudonym, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(address.replace(PLACE, place)))
                .timeout(PATIENCE)
                .header("Accept", "text/plain");
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new PatientsUnavailableException("the service that knows the patients does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PatientsUnavailableException("interrupted while asking who a patient is");
        }
    }

    private Identity identity(String text) throws PatientsUnavailableException {
        if (text.isEmpty() || text.length() > LONGEST_IDENTIFIER || text.chars().anyMatch(Character::isISOControl)) {
            throw new PatientsUnavailableException("the service that knows the patients answers no identifier");
        }
        return new Identity(system, text);
    }
}
