package org.xraystream.network;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** That it computes what Deeplearning4j's own code does, {@link OneDnnTest} shows. */
class FastBatchNormHelperTest {

    private final String before = System.getProperty(OneDnn.DISABLE_PROPERTY, "true");

    @BeforeEach
    void useOneDnn() {
        System.setProperty(OneDnn.DISABLE_PROPERTY, "false");
    }

    @AfterEach
    void restore() {
        System.setProperty(OneDnn.DISABLE_PROPERTY, before);
    }

    @Test
    void isInEveryNetworkWeBuildOrRead() throws IOException {
        ComputationGraph built = TestNetworks.small(1);
        ComputationGraph read = NetworkFile.read(NetworkFile.write(built));

        assertThat(normalisations(built))
                .isNotEmpty()
                .allMatch(layer -> layer.getHelper() instanceof FastBatchNormHelper);
        assertThat(normalisations(read))
                .isNotEmpty()
                .allMatch(layer -> layer.getHelper() instanceof FastBatchNormHelper);
    }

    @Test
    void measuresBatchesOfAnySize() {
        ComputationGraph network = TestNetworks.small(1);

        for (int images : new int[] {4, 3, 4}) {
            INDArray pixels = Nd4j.rand(DataType.FLOAT, images, 1, 32, 32);
            INDArray first = requireNonNull(
                    network.feedForward(new INDArray[] {pixels}, true, false).get("stem-convolution"));
            BatchNormalization layer = normalisations(network).get(0);

            INDArray variances = ((FastBatchNormHelper) layer.getHelper()).getVarCache(DataType.FLOAT);

            assertThat(variances.toFloatVector())
                    .containsExactly(first.var(false, 0, 2, 3).toFloatVector(), Offset.offset(1e-5f));
        }
    }

    private static List<BatchNormalization> normalisations(ComputationGraph network) {
        return Arrays.stream(network.getLayers())
                .filter(BatchNormalization.class::isInstance)
                .map(BatchNormalization.class::cast)
                .toList();
    }
}
