package org.xraystream.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xraystream.image.PreparedImage;

/**
 * Inputs with the outputs that the network gave for them where it was trained ({@code golden.json}): a model that
 * answers otherwise here runs on a broken runtime, or with another preprocessing. The inputs are drawn patterns, never
 * images of patients.
 *
 * @param cases at least one
 */
public record GoldenCases(List<Case> cases) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /**
     * One input and its outputs, in the shapes of {@code org.xraystream.engine.NetworkOutput}.
     *
     * @param width columns
     * @param height rows
     * @param pixels {@code width * height} grey values
     */
    public record Case(int width, int height, byte[] pixels, float[] logits, float[] activationMap, float[] embedding) {

        /** The input. */
        public PreparedImage image() {
            return new PreparedImage(width, height, pixels);
        }
    }

    public GoldenCases {
        cases = List.copyOf(cases);
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("cases: none given, at least one needed");
        }
    }

    byte[] toJson() {
        try {
            return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("golden cases can always be written", e);
        }
    }

    /** @throws IOException if the bytes are no golden cases, or none are in them */
    static GoldenCases fromJson(byte[] json) throws IOException {
        return JSON.readValue(json, GoldenCases.class);
    }
}
