package org.xraystream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PneumoniaNetworkTest {

    @Test
    void hasTheShapesItPromises() {
        ComputationGraph network = PneumoniaNetwork.STANDARD.build(1, 0.001, 0.01);

        Map<String, INDArray> activations =
                network.feedForward(new INDArray[] {Nd4j.rand(DataType.FLOAT, 2, 1, 128, 128)}, false);

        assertThat(network.numParams()).isBetween(600_000L, 800_000L);
        assertThat(activations)
                .extractingFromEntries(entry -> List.of(entry.getKey(), shape(entry.getValue())))
                .contains(
                        List.of(PneumoniaNetwork.FEATURES, "[2, 128, 8, 8]"),
                        List.of(PneumoniaNetwork.EMBEDDING, "[2, 128]"),
                        List.of(PneumoniaNetwork.DIAGNOSIS, "[2, 3]"));
    }

    private static String shape(INDArray array) {
        return Arrays.toString(array.shape());
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        float[] weights = Weights.of(TestNetworks.SMALL.build(1, 0.001, 0.01).params());

        assertThat(Weights.of(TestNetworks.SMALL.build(1, 0.001, 0.01).params()))
                .isEqualTo(weights);
        assertThat(Weights.of(TestNetworks.SMALL.build(2, 0.001, 0.01).params()))
                .isNotEqualTo(weights);
    }

    @Test
    void refusesASideThatCannotBeHalvedOftenEnough() {
        assertThatThrownBy(() -> new PneumoniaNetwork(100, List.of(4, 8, 16)))
                .hasMessage("side: 100 given, a multiple of 8 needed for channels [4, 8, 16]");
    }
}
