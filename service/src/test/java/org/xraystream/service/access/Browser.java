package org.xraystream.service.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a browser does of its own accord: keeps cookies and says where a request comes from. Follows no redirect. */
final class Browser {

    private final String base;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    Browser(String base) {
        this.base = base;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET().build());
    }

    /** What following a link or typing an address does. */
    HttpResponse<String> open(String path) throws IOException, InterruptedException {
        return get(path, "Accept", "text/html,application/xhtml+xml");
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Posts as the script of a page of ours does. */
    HttpResponse<String> postFromPage(String path, String body) throws IOException, InterruptedException {
        return post(path, body, "Sec-Fetch-Site", "same-origin", "X-CSRF-Token", csrfToken());
    }

    HttpResponse<String> signIn(String name, String password, String... fields)
            throws IOException, InterruptedException {
        String form = "name=" + encoded(name) + "&password=" + encoded(password)
                + (fields.length == 0 ? "" : "&next=" + encoded(fields[0]));
        return post("/sign-in", form, "Content-Type", "application/x-www-form-urlencoded", "Origin", base);
    }

    JsonNode session() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get("/api/session").body());
    }

    String csrfToken() throws IOException, InterruptedException {
        return session().get("csrfToken").asText();
    }

    /** The session's cookie, as the browser holds it. */
    Optional<String> cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().endsWith("xraystream"))
                .map(cookie -> cookie.getValue())
                .findFirst();
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}
