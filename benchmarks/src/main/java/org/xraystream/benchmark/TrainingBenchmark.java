package org.xraystream.benchmark;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.xraystream.network.NetworkFile;
import org.xraystream.network.PneumoniaNetwork;

/** How many images a second a step of training takes in, with oneDNN as we train and with Deeplearning4j as it comes. */
final class TrainingBenchmark implements Benchmark {

    private static final PneumoniaNetwork DESIGN = PneumoniaNetwork.STANDARD;
    private static final int BATCH = 32;
    private static final int WARM_UP = 1;
    private static final int STEPS = 5;

    @Override
    public String name() {
        return "train";
    }

    @Override
    public String description() {
        return "Images a second in training, against Deeplearning4j as it comes.";
    }

    @Override
    public Measured run(Workbench workbench) throws Exception {
        double[] ours = new double[workbench.rounds()];
        double[] stock = new double[workbench.rounds()];
        ComputationGraph fresh = DESIGN.build(1, 0.001, 0.05);
        byte[] file = NetworkFile.write(fresh);
        fresh.close();
        ComputationGraph ourNetwork = StockNetwork.readWithOneDnn(file, DESIGN.side());
        ComputationGraph stockNetwork = StockNetwork.read(file, DESIGN.side());
        for (int round = 0; round < workbench.rounds(); round++) {
            workbench.say("round " + (round + 1) + " of " + workbench.rounds());
            ours[round] = imagesPerSecond(ourNetwork);
            stock[round] = imagesPerSecond(stockNetwork);
        }
        ourNetwork.close();
        stockNetwork.close();
        return Measured.of(
                Measurement.of(name(), "with oneDNN", "throughput", ours, "images/s"),
                Measurement.of(name(), "Deeplearning4j as it comes", "throughput", stock, "images/s"),
                Measurement.ratio(name(), "with oneDNN to as it comes", ours, stock));
    }

    private static double imagesPerSecond(ComputationGraph network) {
        try (INDArray pixels = Nd4j.rand(BATCH, 1, DESIGN.side(), DESIGN.side());
                INDArray labels = Nd4j.zeros(BATCH, 3)) {
            labels.getColumn(0).assign(1);
            long start = 0;
            for (int step = -WARM_UP; step < STEPS; step++) {
                if (step == 0) {
                    start = System.nanoTime();
                }
                network.fit(new INDArray[] {pixels}, new INDArray[] {labels});
            }
            return STEPS * BATCH / ((System.nanoTime() - start) / 1e9);
        }
    }
}
