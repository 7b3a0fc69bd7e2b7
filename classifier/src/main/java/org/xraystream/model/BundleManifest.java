package org.xraystream.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.xraystream.image.Preprocessing;

/**
 * What a bundle says of itself ({@code bundle.json}).
 *
 * <p>Later versions of this software add fields and keep these, so that every bundle ever released can be read; a
 * reader passes over fields that it does not know. What older readers must not ignore raises {@code format}.
 *
 * @param format version of the bundle's layout
 * @param version the model's name in diagnoses, metrics and file names: up to 64 letters, digits, dots and dashes
 * @param labels the network's outputs, in their order
 * @param preprocessing id of the {@link Preprocessing}
 * @param calibration logits to probabilities
 * @param thresholds probabilities to a finding
 * @param provenance where the model comes from
 */
public record BundleManifest(
        int format,
        String version,
        List<String> labels,
        String preprocessing,
        Calibration calibration,
        Thresholds thresholds,
        Provenance provenance) {

    /** The layout that this software writes, and the newest that it reads. */
    public static final int CURRENT_FORMAT = 1;

    /** The outputs of the networks that this software knows. */
    public static final List<String> LABELS =
            Arrays.stream(Category.values()).map(Category::name).toList();

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,63}");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    public BundleManifest {
        requireVersion(version);
        labels = List.copyOf(labels);
    }

    /**
     * Checks the name of a model before hours are spent on training it.
     *
     * @throws IllegalArgumentException if a bundle may not have this version
     */
    public static void requireVersion(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "version: '" + version + "' given, up to 64 letters, digits, dots and dashes needed");
        }
    }

    /** A manifest in the current format for a network with our outputs. */
    public static BundleManifest of(
            String version,
            Preprocessing preprocessing,
            Calibration calibration,
            Thresholds thresholds,
            Provenance provenance) {
        return new BundleManifest(
                CURRENT_FORMAT, version, LABELS, preprocessing.id(), calibration, thresholds, provenance);
    }

    /** The manifest as UTF-8 JSON. */
    byte[] toJson() {
        try {
            return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest can always be written", e);
        }
    }

    /** The format that a manifest of any version names. */
    static int formatOf(byte[] json) throws IOException {
        return JSON.readTree(json).path("format").asInt();
    }

    /** @throws IOException if the bytes are no manifest, or one with a value that is not allowed */
    static BundleManifest fromJson(byte[] json) throws IOException {
        return JSON.readValue(json, BundleManifest.class);
    }
}
