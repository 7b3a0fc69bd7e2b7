package org.xraystream.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers of {@code /api/scans} that are hard to come by. */
final class ManyRows {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALL = 10_000;
    private static final int OF_EACH = ALL / 3;
    private static final String[] FINDINGS = {"PNEUMONIA", "UNCERTAIN", "NORMAL"};
    private static final String[] PRIORITIES = {"URGENT", "SOON", "ROUTINE"};

    private ManyRows() {}

    /** As if there were ten thousand scans, a third of each finding. */
    static String page(String url) {
        boolean filtered = url.contains("finding=NORMAL");
        int all = filtered ? OF_EACH : ALL;
        int from = number(url, "cursor", 0);
        int to = Math.min(all, from + number(url, "limit", 200));
        String rows = IntStream.range(from, to)
                .mapToObj(i -> row(filtered ? i + 2 * OF_EACH : i))
                .collect(Collectors.joining(","));
        return """
                {"asOf":"%s","eventId":"","rows":[%s],"next":%s,"matching":%d,"complete":true,
                "counts":{"states":{"waiting":%d},"findings":{},"sites":{}}}""".formatted(Instant.EPOCH, rows, to < all ? "\"" + to + "\"" : "null", all, ALL);
    }

    /** The answer of {@code /api/scans} had the other instances not answered, and this one kept a single scan. */
    static String ofOneInstance(String whole) {
        try {
            ObjectNode page = (ObjectNode) JSON.readTree(whole);
            page.putArray("rows").add(JSON.readTree(whole).at("/rows/0"));
            page.put("matching", 1).put("complete", false).putNull("next");
            return page.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(String url, String name, int otherwise) {
        int at = url.indexOf(name + "=");
        return at < 0
                ? otherwise
                : Integer.parseInt(url.substring(at + name.length() + 1).split("&", 2)[0]);
    }

    private static String row(int i) {
        int kind = Math.min(2, i / OF_EACH);
        return """
                {"scanId":"many-%d","state":"waiting","site":"site","patientPseudonym":"p","accessionNumber":null,"ageMonths":30,
                "sex":"GIRL","view":"AP","capturedAt":null,"receivedAt":"%s","waitingSeconds":0,"overdue":false,"blind":false,
                "opinion":{"diagnosisId":"d","status":"PRELIMINARY","replaces":null,"finding":"%s",
                "probabilities":{"normal":0.2,"bacterial":0.5,"viral":0.3},"priority":"%s","flags":[],"modelVersion":"v",
                "decidedAt":"1970-01-01T00:00:00Z"},"rejection":null,"readers":0,"mine":null,"findings":[]}""".formatted(i, Instant.ofEpochMilli(i), FINDINGS[kind], PRIORITIES[kind]);
    }
}
