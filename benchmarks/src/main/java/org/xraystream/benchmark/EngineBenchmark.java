package org.xraystream.benchmark;

import java.util.List;

/** How long the shipped network takes for one image, by engine, normalisation included, on one thread. */
final class EngineBenchmark implements Benchmark {

    @Override
    public String name() {
        return "engines";
    }

    @Override
    public String description() {
        return "The shipped network, one image at a time: ONNX Runtime, Deeplearning4j with and without oneDNN.";
    }

    @Override
    public List<Measurement> run(Workbench workbench) throws Exception {
        workbench.say("each engine in a JVM of its own");
        Jmh.Times times = Jmh.times(EngineCases.class, workbench.rounds());
        double[] onnx = times.of("ONNX_RUNTIME");
        double[] oneDnn = times.of("DL4J_ONEDNN");
        double[] stock = times.of("DL4J_STOCK");
        return List.of(
                Measurement.of(name(), "ONNX Runtime", "time", onnx, "ms"),
                Measurement.of(name(), "Deeplearning4j with oneDNN", "time", oneDnn, "ms"),
                Measurement.of(name(), "Deeplearning4j as it comes", "time", stock, "ms"),
                Measurement.ratio(name(), "Deeplearning4j as it comes to ONNX Runtime", stock, onnx),
                Measurement.ratio(name(), "Deeplearning4j with oneDNN to ONNX Runtime", oneDnn, onnx));
    }
}
