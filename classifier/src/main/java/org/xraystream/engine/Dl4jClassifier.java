package org.xraystream.engine;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.Preprocessing;
import org.xraystream.network.DiagnosisLayer;
import org.xraystream.network.NetworkFile;
import org.xraystream.network.OneDnn;
import org.xraystream.network.PneumoniaNetwork;
import org.xraystream.network.Weights;

/**
 * Runs a network with Deeplearning4j, the library that trained it.
 *
 * <p>Deeplearning4j's networks are not thread-safe: the classifier holds several replicas, and a call that finds none
 * free waits for one. Safe for use by several threads at once.
 */
public final class Dl4jClassifier implements Classifier {

    private final Preprocessing preprocessing;
    private final DiagnosisLayer diagnosis;
    private final List<ComputationGraph> replicas;
    private final BlockingQueue<ComputationGraph> free;

    /**
     * Loads a network as often as there may be calls at once.
     *
     * @param network as {@link NetworkFile} writes it
     * @throws IOException if Deeplearning4j cannot load it
     */
    public Dl4jClassifier(byte[] network, Preprocessing preprocessing, int replicas) throws IOException {
        this.preprocessing = preprocessing;
        List<ComputationGraph> loaded = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            loaded.add(NetworkFile.read(network));
        }
        this.replicas = List.copyOf(loaded);
        this.free = new ArrayBlockingQueue<>(replicas, false, loaded);
        this.diagnosis = DiagnosisLayer.of(loaded.get(0));
        OneDnn.report(loaded.get(0));
    }

    @Override
    public NetworkOutput classify(PreparedImage image) {
        int side = preprocessing.side();
        float[] pixels = new float[side * side];
        preprocessing.normalise(image, FloatBuffer.wrap(pixels));
        ComputationGraph replica = take();
        try (INDArray input = Nd4j.create(pixels, new long[] {1, 1, side, side}, 'c')) {
            return output(replica.feedForward(new INDArray[] {input}, false, true));
        } finally {
            free.add(replica);
        }
    }

    @Override
    public void close() {
        replicas.forEach(ComputationGraph::close);
    }

    private NetworkOutput output(Map<String, INDArray> activations) {
        try {
            INDArray features = activation(activations, PneumoniaNetwork.FEATURES);
            float[] embedding = Weights.of(activation(activations, PneumoniaNetwork.EMBEDDING));
            ActivationMap map = new ActivationMap(
                    (int) features.size(3), (int) features.size(2), diagnosis.evidence(Weights.of(features)));
            return new NetworkOutput(diagnosis.logits(embedding), map, embedding);
        } finally {
            activations.values().stream().filter(INDArray::closeable).forEach(INDArray::close);
        }
    }

    private static INDArray activation(Map<String, INDArray> activations, String name) {
        INDArray array = activations.get(name);
        if (array == null) {
            throw new IllegalStateException("the network has no vertex " + name);
        }
        return array;
    }

    private ComputationGraph take() {
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a free replica", e);
        }
    }
}
