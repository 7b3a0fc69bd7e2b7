package org.xraystream.room;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.xraystream.event.RejectionReason;

/** The scans that another instance keeps, asked over HTTP ({@code org.xraystream.web.PeerRoutes} answers). */
final class PeerScans implements ScanSource {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final HttpClient client;
    private final String host;
    private final String token;

    /**
     * The scans at an instance.
     *
     * @param host its name and port
     * @param token by which it knows us
     */
    PeerScans(HttpClient client, String host, String token) {
        this.client = client;
        this.host = host;
        this.token = token;
    }

    @Override
    public ScanPage page(ScanQuery query) {
        return ask("page", query, new TypeReference<>() {});
    }

    @Override
    public Optional<RoomScan> find(String scanId) {
        return this.<List<RoomScan>>ask("scan", Map.of("scanId", scanId), new TypeReference<>() {}).stream()
                .findFirst();
    }

    @Override
    public List<RoomScan> ofPatient(String site, String patient, int most) {
        return ask("patient", Map.of("site", site, "patient", patient, "most", most), new TypeReference<>() {});
    }

    @Override
    public Map<RejectionReason, Integer> rejections() {
        return ask("rejections", Map.of(), new TypeReference<>() {});
    }

    private <T> T ask(String question, Object body, TypeReference<T> type) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://" + host + "/internal/room/" + question))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(RoomJson.MAPPER.writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != OK) {
                throw new InvalidStateStoreException("instance " + host + " answers with " + response.statusCode());
            }
            return RoomJson.MAPPER.readValue(response.body(), type);
        } catch (IOException e) {
            throw new InvalidStateStoreException("instance " + host + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidStateStoreException("interrupted while asking " + host, e);
        }
    }
}
