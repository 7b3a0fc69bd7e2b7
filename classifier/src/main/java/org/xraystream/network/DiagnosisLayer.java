package org.xraystream.network;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.xraystream.model.Category;

/**
 * The weights of the dense layer behind the global average, in both its roles: on the averaged features it gives the
 * logits, on each place of the feature maps the evidence there.
 *
 * @param channels C
 * @param weights [C, 3] in C order
 * @param bias one per category
 */
public record DiagnosisLayer(int channels, float[] weights, float[] bias) {

    private static final int CATEGORIES = Category.values().length;

    /** The layer of a network built by {@link PneumoniaNetwork}. */
    public static DiagnosisLayer of(ComputationGraph network) {
        Layer layer = network.getLayer(PneumoniaNetwork.DIAGNOSIS);
        float[] bias = Weights.of(layer.getParam(DefaultParamInitializer.BIAS_KEY));
        float[] weights = Weights.of(layer.getParam(DefaultParamInitializer.WEIGHT_KEY));
        if (bias.length != CATEGORIES) {
            throw new IllegalArgumentException("outputs: " + bias.length + " given, " + CATEGORIES + " needed");
        }
        return new DiagnosisLayer(weights.length / CATEGORIES, weights, bias);
    }

    /** Logits of one embedding of {@link #channels} values. */
    public float[] logits(float[] embedding) {
        float[] logits = bias.clone();
        for (int category = 0; category < CATEGORIES; category++) {
            double sum = bias[category];
            for (int channel = 0; channel < channels; channel++) {
                sum += (double) embedding[channel] * weight(channel, category);
            }
            logits[category] = (float) sum;
        }
        return logits;
    }

    /**
     * Evidence for pneumonia at each place of the feature maps: the larger of the two pneumonia logits minus the normal
     * one, without the bias, which belongs to no place.
     *
     * @param features [C, places] in C order
     */
    public float[] evidence(float[] features) {
        int places = features.length / channels;
        float[] contrast = contrast();
        float[] evidence = new float[places];
        for (int place = 0; place < places; place++) {
            double bacterial = 0;
            double viral = 0;
            for (int channel = 0; channel < channels; channel++) {
                float feature = features[channel * places + place];
                bacterial += (double) feature * contrast[channel];
                viral += (double) feature * contrast[channels + channel];
            }
            evidence[place] = (float) Math.max(bacterial, viral);
        }
        return evidence;
    }

    /** Weights [2, C] of bacterial minus normal and of viral minus normal: the larger of the two is the evidence. */
    float[] contrast() {
        float[] contrast = new float[2 * channels];
        for (int channel = 0; channel < channels; channel++) {
            float normal = weight(channel, Category.NORMAL.index());
            contrast[channel] = weight(channel, Category.BACTERIAL_PNEUMONIA.index()) - normal;
            contrast[channels + channel] = weight(channel, Category.VIRAL_PNEUMONIA.index()) - normal;
        }
        return contrast;
    }

    private float weight(int channel, int category) {
        return weights[channel * CATEGORIES + category];
    }
}
