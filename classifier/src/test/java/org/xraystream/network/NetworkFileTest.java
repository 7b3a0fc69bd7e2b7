package org.xraystream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.xraystream.model.ZipArchive;

class NetworkFileTest {

    @Test
    void keepsEveryWeight() throws IOException {
        ComputationGraph network = TestNetworks.small(3);

        ComputationGraph read = NetworkFile.read(NetworkFile.write(network));

        assertThat(Weights.of(read.params())).isEqualTo(Weights.of(network.params()));
        assertThat(read.getConfiguration()).isEqualTo(network.getConfiguration());
    }

    @Test
    void isReadByDeeplearning4jItself() throws IOException {
        ComputationGraph network = TestNetworks.small(3);

        ComputationGraph read =
                ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(NetworkFile.write(network)), false);

        assertThat(Weights.of(read.params())).isEqualTo(Weights.of(network.params()));
    }

    @Test
    void isTheSameBytesForTheSameNetwork() {
        assertThat(NetworkFile.write(TestNetworks.small(3))).isEqualTo(NetworkFile.write(TestNetworks.small(3)));
    }

    @Test
    void refusesWeightsOfAnotherNetwork() throws IOException {
        byte[] other = NetworkFile.write(new PneumoniaNetwork(32, List.of(4, 6)).build(1, 0.1, 0));
        Map<String, byte[]> mixed = ZipArchive.read(NetworkFile.write(TestNetworks.small(3)));
        mixed.put("coefficients.bin", ZipArchive.read(other).get("coefficients.bin"));

        assertThatThrownBy(() -> NetworkFile.read(ZipArchive.write(mixed))).isInstanceOf(IOException.class);
    }

    @Test
    void refusesAZipOfSomethingElse() {
        byte[] zip = ZipArchive.write(Map.of("readme.txt", new byte[] {1}));

        assertThatThrownBy(() -> NetworkFile.read(zip)).isInstanceOf(IOException.class);
    }
}
