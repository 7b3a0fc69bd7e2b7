package org.xraystream.network;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;

/**
 * A convolution without bias and the batch normalisation behind it as one convolution with bias, which gives the same
 * numbers at inference: {@code w' = w s} and {@code b' = beta - mean s} with {@code s = gamma / sqrt(variance +
 * epsilon)} of each output channel.
 *
 * @param shape [out, in, rows, columns]
 * @param weights in C order
 * @param bias one per output channel
 */
record FoldedConvolution(long[] shape, float[] weights, float[] bias) {

    /** @throws IllegalArgumentException if the layers are other than {@link PneumoniaNetwork} builds them */
    static FoldedConvolution of(Layer convolution, Layer normalisation) {
        BatchNormalization settings = (BatchNormalization) normalisation.conf().getLayer();
        if (settings.isUseLogStd() || settings.isLockGammaBeta()) {
            throw new IllegalArgumentException(settings.getLayerName() + ": needs its variance and its own scale");
        }
        float[] gamma = Weights.of(normalisation.getParam(BatchNormalizationParamInitializer.GAMMA));
        float[] beta = Weights.of(normalisation.getParam(BatchNormalizationParamInitializer.BETA));
        float[] mean = Weights.of(normalisation.getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN));
        float[] variance = Weights.of(normalisation.getParam(BatchNormalizationParamInitializer.GLOBAL_VAR));
        float[] weights = Weights.of(convolution.getParam(ConvolutionParamInitializer.WEIGHT_KEY));
        float[] bias = new float[gamma.length];
        int perChannel = weights.length / gamma.length;
        for (int channel = 0; channel < gamma.length; channel++) {
            double scale = gamma[channel] / Math.sqrt(variance[channel] + settings.getEps());
            bias[channel] = (float) (beta[channel] - mean[channel] * scale);
            for (int i = channel * perChannel; i < (channel + 1) * perChannel; i++) {
                weights[i] = (float) (weights[i] * scale);
            }
        }
        return new FoldedConvolution(
                convolution.getParam(ConvolutionParamInitializer.WEIGHT_KEY).shape(), weights, bias);
    }
}
