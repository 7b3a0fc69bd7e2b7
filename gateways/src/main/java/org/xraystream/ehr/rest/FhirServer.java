package org.xraystream.ehr.rest;

import ca.uhn.fhir.parser.DataFormatException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.xraystream.ehr.delivery.Attempt;
import org.xraystream.ehr.delivery.Attempt.Delivered;
import org.xraystream.ehr.delivery.Attempt.Postponed;
import org.xraystream.ehr.delivery.Attempt.Refused;
import org.xraystream.ehr.delivery.Destination;
import org.xraystream.ehr.fhir.Fhir;
import org.xraystream.event.FhirReport;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * A FHIR R4 server that takes transactions (RESTful API, 3.1.0.11). Of its refusals only those that are about the report are
 * believed: who is not let in (401, 403), finds no FHIR there (404, 405, any redirection) or is asked to wait (408, 429)
 * would be refused with every other report too, so this one waits. A conflict (409) is what two transactions at the same
 * time may cause: it is tried a few times more.
 */
public final class FhirServer implements Destination {

    private static final String FHIR_JSON = "application/fhir+json";
    private static final int TRIES_AT_CONFLICT = 5;
    private static final Duration PAUSE_AT_CONFLICT = Duration.ofMillis(100);
    private static final int TOO_MANY_REQUESTS = 429;

    private static final Set<Integer> NOT_ABOUT_THE_REPORT = Set.of(
            HttpURLConnection.HTTP_UNAUTHORIZED,
            HttpURLConnection.HTTP_FORBIDDEN,
            HttpURLConnection.HTTP_NOT_FOUND,
            HttpURLConnection.HTTP_BAD_METHOD,
            HttpURLConnection.HTTP_CLIENT_TIMEOUT,
            TOO_MANY_REQUESTS);

    private final HttpClient client;
    private final URI base;
    private final Optional<String> token;
    private final Duration patience;

    private FhirServer(URI base, Optional<String> token, Duration patience) {
        // Offered HTTP/2, some servers lose the body of the first request.
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
        this.base = base;
        this.token = token;
        this.patience = patience;
    }

    /** The server that the settings below {@code fhir.} name, if they do. */
    public static Optional<FhirServer> from(Settings settings) {
        Optional<String> token = settings.find("fhir.token");
        Duration patience = settings.duration("fhir.timeout", Duration.ofSeconds(30));
        return settings.find("fhir.url").map(url -> new FhirServer(address(url), token, patience));
    }

    private static URI address(String url) {
        if (!url.matches("https?://[^\\s]+")) {
            throw new InvalidSettingException("fhir.url=" + url + ": must be an http or https address");
        }
        return URI.create(url);
    }

    @Override
    public String name() {
        return "fhir";
    }

    @Override
    public Attempt deliver(FhirReport report, Bundle identified) {
        HttpRequest request = request(Fhir.json(identified));
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            for (int tries = 1; isConflict(answer) && tries < TRIES_AT_CONFLICT; tries++) {
                Thread.sleep(PAUSE_AT_CONFLICT.multipliedBy(tries).toMillis());
                answer = client.send(request, BodyHandlers.ofString());
            }
            return judge(answer);
        } catch (IOException e) {
            return new Postponed(
                    "the FHIR server does not answer: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Postponed("interrupted");
        }
    }

    private HttpRequest request(String transaction) {
        var request = HttpRequest.newBuilder(base)
                .timeout(patience)
                .header("Content-Type", FHIR_JSON + ";charset=utf-8")
                .header("Accept", FHIR_JSON)
                .header("Prefer", "return=minimal");
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request.POST(BodyPublishers.ofString(transaction)).build();
    }

    private static boolean isConflict(HttpResponse<String> answer) {
        return answer.statusCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    private static Attempt judge(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status >= HttpURLConnection.HTTP_OK && status < HttpURLConnection.HTTP_MULT_CHOICE) {
            return new Delivered();
        }
        boolean isRefusal = status >= HttpURLConnection.HTTP_BAD_REQUEST
                && status < HttpURLConnection.HTTP_INTERNAL_ERROR
                && !NOT_ABOUT_THE_REPORT.contains(status);
        return isRefusal
                ? new Refused("HTTP " + status + issues(answer.body()))
                : new Postponed("the FHIR server answers HTTP " + status);
    }

    /** The codes of the issues; their words may name the patient. */
    private static String issues(String body) {
        try {
            return Fhir.outcome(body).getIssue().stream()
                    .filter(issue -> issue.getCode() != null)
                    .map(issue -> issue.getCode().toCode())
                    .distinct()
                    .collect(Collectors.joining(", ", ": ", ""));
        } catch (DataFormatException e) {
            return "";
        }
    }

    @Override
    public void close() {
        // The client ends with its last request.
    }
}
