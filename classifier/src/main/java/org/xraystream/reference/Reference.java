package org.xraystream.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.xraystream.gate.Likeness;
import org.xraystream.image.PreparedImage;

/**
 * The radiographs that a model was made from, as far as the input gate must know them ({@code reference.json}): mean and
 * covariance of their {@link Features}, for the distance of Mahalanobis (Lee et al., "A Simple Unified Framework for
 * Detecting Out-of-Distribution Samples and Adversarial Attacks", NeurIPS 2018), and the direction in which they differ
 * most from themselves turned by 180 degrees (Fisher's linear discriminant). Both are scaled by images of children that
 * the model was not trained on. No image can be told from it.
 *
 * <p>Immutable as long as nobody writes to the arrays; safe for use by several threads.
 *
 * @param fittedTo views of radiographs behind mean and covariance
 * @param scaledBy radiographs behind the threshold
 * @param threshold the distance within which all but one in two hundred of the latter lie
 * @param mean of the features
 * @param whitening lower triangle, row by row, of the matrix that gives features less their mean unit covariance
 * @param upsideDown weights of the thumbnail, adding up to -1 for the typical radiograph and 1 for the same turned; all 0
 *     where radiographs cannot be told from turned ones
 */
public record Reference(
        int fittedTo, int scaledBy, double threshold, float[] mean, float[][] whitening, float[] upsideDown) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    public Reference {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("threshold: " + threshold + " given, a positive number needed");
        }
        requireLength("upsideDown", upsideDown.length, Features.THUMBNAIL);
        requireLength("whitening", whitening.length, mean.length);
        for (int row = 0; row < whitening.length; row++) {
            requireLength("row " + row + " of whitening", whitening[row].length, row + 1);
        }
    }

    /** Numbers of the embedding that this reference is for. */
    public int embeddingSize() {
        return mean.length - Features.THUMBNAIL;
    }

    /**
     * Compares an image.
     *
     * @param embedding what the network gave for it
     */
    public Likeness likeness(PreparedImage image, float[] embedding) {
        float[] features = Features.of(image, embedding);
        return new Likeness(distance(features) / threshold, turn(features));
    }

    /** The reference as UTF-8 JSON. */
    public byte[] toJson() {
        try {
            return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reference can always be written", e);
        }
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IOException if the bytes are no reference, or one that makes no sense
     */
    public static Reference fromJson(byte[] json) throws IOException {
        return JSON.readValue(json, Reference.class);
    }

    private double distance(float[] features) {
        double[] centred = new double[features.length];
        double squares = 0;
        for (int row = 0; row < features.length; row++) {
            centred[row] = features[row] - mean[row];
            double sum = 0;
            for (int column = 0; column <= row; column++) {
                sum += whitening[row][column] * centred[column];
            }
            squares += sum * sum;
        }
        return Math.sqrt(squares);
    }

    private double turn(float[] features) {
        double sum = 0;
        for (int i = 0; i < upsideDown.length; i++) {
            sum += upsideDown[i] * features[embeddingSize() + i];
        }
        return sum;
    }

    private static void requireLength(String what, int given, int needed) {
        if (given != needed) {
            throw new IllegalArgumentException(what + ": " + given + " values given, " + needed + " needed");
        }
    }
}
