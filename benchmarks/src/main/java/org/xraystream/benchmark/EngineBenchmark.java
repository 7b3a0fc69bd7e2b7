package org.xraystream.benchmark;

import java.util.Arrays;
import org.xraystream.model.ModelBundle;

/** How long the shipped network takes for one image, by engine, normalisation included, on one thread. */
final class EngineBenchmark implements Benchmark {

    @Override
    public String name() {
        return "engines";
    }

    @Override
    public String description() {
        return "The shipped network, one image at a time, by engine; beside it how fast OpenBLAS multiplies matrices.";
    }

    @Override
    public Measured run(Workbench workbench) throws Exception {
        workbench.say("each engine in a JVM of its own");
        Jmh.Times times = Jmh.times(EngineCases.class, workbench.rounds());
        double[] onnx = times.of("ONNX_RUNTIME");
        double[] oneDnn = times.of("DL4J_ONEDNN");
        double[] stock = times.of("DL4J_STOCK");
        double[] speeds = speeds(workbench, onnx);
        double[] peaks = peaks(workbench);
        return Measured.of(
                Measurement.of(name(), "ONNX Runtime", "time", onnx, "ms"),
                Measurement.of(name(), "Deeplearning4j with oneDNN", "time", oneDnn, "ms"),
                Measurement.of(name(), "Deeplearning4j as it comes", "time", stock, "ms"),
                Measurement.ratio(name(), "Deeplearning4j as it comes to ONNX Runtime", stock, onnx),
                Measurement.ratio(name(), "Deeplearning4j with oneDNN to ONNX Runtime", oneDnn, onnx),
                Measurement.of(name(), "ONNX Runtime", "speed", speeds, "GFLOP/s"),
                Measurement.of(name(), "OpenBLAS, product of matrices", "speed", peaks, "GFLOP/s"),
                Measurement.ratio(name(), "ONNX Runtime to OpenBLAS", speeds, peaks));
    }

    private static double[] speeds(Workbench workbench, double[] millis) throws Exception {
        ModelBundle bundle = ModelBundle.shipped();
        int side = bundle.preprocessing().side();
        long operations = NetworkWork.operations(StockNetwork.read(bundle.network(), side), side);
        workbench.say("  the network takes " + operations / 1_000_000 + " million operations");
        return Arrays.stream(millis)
                .map(millisOfOne -> operations / millisOfOne / 1e6)
                .toArray();
    }

    /** How fast ND4J's OpenBLAS multiplies matrices: what Deeplearning4j's own convolutions come down to. */
    private static double[] peaks(Workbench workbench) throws Exception {
        int side = new GemmCases().side;
        return Arrays.stream(Jmh.times(GemmCases.class, workbench.rounds()).of(Integer.toString(side)))
                .map(millis -> GemmCases.gigaflops(side, millis))
                .toArray();
    }
}
