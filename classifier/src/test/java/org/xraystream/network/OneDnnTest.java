package org.xraystream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OneDnnTest {

    private final String before = System.getProperty(OneDnn.DISABLE_PROPERTY, "true");

    @AfterEach
    void restore() {
        System.setProperty(OneDnn.DISABLE_PROPERTY, before);
    }

    @Test
    void isOnInEveryNetworkWeBuild() {
        assumeTrue(
                System.getProperty("os.arch").equals("amd64"), "the native libraries for other processors lack oneDNN");
        System.clearProperty(OneDnn.DISABLE_PROPERTY);

        ComputationGraph network = TestNetworks.small(1);

        assertThat(OneDnn.pathOf(network)).isEqualTo(OneDnn.Path.ONEDNN);
    }

    @Test
    void staysOffWhereTheUserSaysSo() {
        System.setProperty(OneDnn.DISABLE_PROPERTY, "true");

        ComputationGraph network = TestNetworks.small(1);

        assertThat(OneDnn.pathOf(network)).isEqualTo(OneDnn.Path.BUILT_IN);
    }

    @Test
    void givesTheOutputsAndGradientsOfTheBuiltInPath() {
        System.setProperty(OneDnn.DISABLE_PROPERTY, "true");
        ComputationGraph builtIn = TestNetworks.small(1);
        System.setProperty(OneDnn.DISABLE_PROPERTY, "false");
        ComputationGraph oneDnn = TestNetworks.small(1);
        INDArray pixels = Nd4j.rand(DataType.FLOAT, 5, 1, 32, 32).subi(0.5);
        INDArray labels =
                Nd4j.createFromArray(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}, {0.1f, 0.8f, 0.1f}});

        assertClose(oneDnn.outputSingle(pixels), builtIn.outputSingle(pixels), 1e-5);
        assertClose(gradient(oneDnn, pixels, labels), gradient(builtIn, pixels, labels), 1e-4);
    }

    private static INDArray gradient(ComputationGraph network, INDArray pixels, INDArray labels) {
        network.setInput(0, pixels);
        network.setLabel(0, labels);
        network.computeGradientAndScore();
        return network.getFlattenedGradients();
    }

    private static void assertClose(INDArray actual, INDArray expected, double tolerance) {
        double largest = expected.amaxNumber().doubleValue();
        assertThat(largest).isPositive();
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).isCloseTo(0, within(tolerance * largest));
    }
}
