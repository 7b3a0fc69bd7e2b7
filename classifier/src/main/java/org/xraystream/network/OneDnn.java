package org.xraystream.network;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that Deeplearning4j computes convolutions with oneDNN, and says whether it does.
 *
 * <p>Deeplearning4j 1.0.0-M2.1 comes with oneDNN switched off and gives no sign of it; training then runs seven to
 * nine times slower ({@code docs/decisions/003-why-onnx-serves-and-dl4j-trains.md}). Three things switch it on: a native
 * library built with oneDNN (the pom), an answer to Deeplearning4j's question ({@link org.nd4j.nativeblas.Nd4jCpu}), and
 * a system property ({@link #enable}).
 */
public final class OneDnn {

    /** Deeplearning4j's own property; {@code true}, its default, switches every accelerated layer off. */
    public static final String DISABLE_PROPERTY = "org.eclipse.deeplearning4j.helpers.disable";

    private static final Logger LOG = LoggerFactory.getLogger(OneDnn.class);

    private OneDnn() {}

    /** Which code computes a network's convolutions. */
    public enum Path {
        /** Every convolution goes through oneDNN. */
        ONEDNN,
        /** At least one convolution takes Deeplearning4j's own slow path. */
        BUILT_IN
    }

    /**
     * Lets networks built from now on use oneDNN, unless the user decided otherwise by setting
     * {@code org.eclipse.deeplearning4j.helpers.disable} himself. Every way to obtain a network here calls it.
     */
    public static void enable() {
        if (System.getProperty(DISABLE_PROPERTY) == null) {
            System.setProperty(DISABLE_PROPERTY, "false");
        }
    }

    /** Which path the network takes, as its layers and the loaded native library say, and not as was asked for. */
    public static Path pathOf(ComputationGraph network) {
        List<ConvolutionLayer> convolutions = Arrays.stream(network.getLayers())
                .filter(ConvolutionLayer.class::isInstance)
                .map(ConvolutionLayer.class::cast)
                .toList();
        boolean asked = !convolutions.isEmpty()
                && convolutions.stream().allMatch(layer -> layer.getHelper() instanceof MKLDNNConvHelper);
        return asked && builtWithOneDnn() ? Path.ONEDNN : Path.BUILT_IN;
    }

    /** Logs the path a network takes: a warning if it is the slow one. */
    public static void report(ComputationGraph network) {
        Path path = pathOf(network);
        if (path == Path.ONEDNN) {
            LOG.atInfo().addKeyValue("path", path).log("Convolutions run on oneDNN");
        } else {
            LOG.atWarn()
                    .addKeyValue("path", path)
                    .addKeyValue(DISABLE_PROPERTY, System.getProperty(DISABLE_PROPERTY))
                    .log("Convolutions run without oneDNN, several times slower");
        }
    }

    private static boolean builtWithOneDnn() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps().buildInfo().contains("ONEDNN");
    }
}
