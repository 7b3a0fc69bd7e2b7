package org.xraystream.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.xraystream.model.ZipArchive;

/**
 * A network as bytes, in the format of Deeplearning4j's {@code ModelSerializer}, which can read it too. Unlike that, it
 * writes the same bytes for the same network, and reads within the limits of {@link ZipArchive}. The updater's state,
 * twice as large as the network, is left out.
 */
public final class NetworkFile {

    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";

    private NetworkFile() {}

    /** Writes configuration and weights. */
    public static byte[] write(ComputationGraph network) {
        ByteArrayOutputStream coefficients = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(coefficients)) {
            Nd4j.write(network.params(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] configuration = network.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8);
        return ZipArchive.write(Map.of(CONFIGURATION, configuration, COEFFICIENTS, coefficients.toByteArray()));
    }

    /**
     * Reads a network, ready to run or to train on.
     *
     * @throws IOException if the bytes are no network, or its weights do not fit its configuration
     */
    public static ComputationGraph read(byte[] zip) throws IOException {
        OneDnn.enable();
        SortedMap<String, byte[]> entries = ZipArchive.read(zip);
        byte[] configuration = entries.get(CONFIGURATION);
        byte[] coefficients = entries.get(COEFFICIENTS);
        if (configuration == null || coefficients == null) {
            throw new IOException("a network needs " + CONFIGURATION + " and " + COEFFICIENTS);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(coefficients));
                INDArray weights = Nd4j.read(in)) {
            String json = new String(configuration, StandardCharsets.UTF_8);
            ComputationGraph network = new ComputationGraph(ComputationGraphConfiguration.fromJson(json));
            network.init(weights, true);
            FastBatchNormHelper.installIn(network);
            return network;
        } catch (RuntimeException e) {
            throw new IOException("not a network that Deeplearning4j can read: " + e, e);
        }
    }
}
