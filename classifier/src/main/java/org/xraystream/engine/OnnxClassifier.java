package org.xraystream.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.Preprocessing;
import org.xraystream.network.OnnxExporter;

/**
 * Runs a network compiled by {@link OnnxExporter} with ONNX Runtime.
 *
 * <p>Each call computes on the thread that makes it: one image takes half a millisecond, less than handing it to other
 * threads and back would gain, and a service already has one thread per core. Safe for use by several threads at once,
 * as ONNX Runtime's sessions are; each thread keeps one input buffer.
 */
public final class OnnxClassifier implements Classifier {

    private final Preprocessing preprocessing;
    private final OrtSession session;
    private final ThreadLocal<FloatBuffer> input;

    /**
     * Loads a network.
     *
     * @param onnx a serialised model as {@link OnnxExporter} writes it
     * @throws OrtException if ONNX Runtime cannot load it
     */
    public OnnxClassifier(byte[] onnx, Preprocessing preprocessing) throws OrtException {
        this.preprocessing = preprocessing;
        this.input = ThreadLocal.withInitial(() -> directBuffer(preprocessing.side()));
        // The environment is one for the process and is never closed; options are needed only while the session loads.
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            this.session = OrtEnvironment.getEnvironment().createSession(onnx, options);
        }
    }

    @Override
    public NetworkOutput classify(PreparedImage image) {
        FloatBuffer pixels = input.get().clear();
        preprocessing.normalise(image, pixels);
        long[] shape = {1, 1, preprocessing.side(), preprocessing.side()};
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), pixels.flip(), shape);
                OrtSession.Result result = session.run(Map.of(OnnxExporter.PIXELS, tensor))) {
            OnnxTensor map = output(result, OnnxExporter.ACTIVATION_MAP);
            long[] mapShape = map.getInfo().getShape();
            return new NetworkOutput(
                    values(output(result, OnnxExporter.LOGITS)),
                    new ActivationMap((int) mapShape[2], (int) mapShape[1], values(map)),
                    values(output(result, OnnxExporter.EMBEDDING)));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed on a network that it had loaded", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close a session", e);
        }
    }

    private static OnnxTensor output(OrtSession.Result result, String name) {
        return (OnnxTensor) result.get(name).orElseThrow(() -> new IllegalStateException("no output " + name));
    }

    private static float[] values(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static FloatBuffer directBuffer(int side) {
        return ByteBuffer.allocateDirect(side * side * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
