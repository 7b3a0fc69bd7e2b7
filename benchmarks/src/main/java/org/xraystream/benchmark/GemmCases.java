package org.xraystream.benchmark;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A product of square matrices of floats by ND4J's OpenBLAS, for JMH: a measure of the machine. */
@State(Scope.Thread)
public class GemmCases {

    /** Rows and columns; three such matrices fit into a second-level cache or nearly so. */
    @Param("512")
    public int side = 512;

    private INDArray left = Nd4j.empty();
    private INDArray right = Nd4j.empty();
    private INDArray product = Nd4j.empty();

    /** Fills the matrices. */
    @Setup
    public void fill() {
        left = Nd4j.rand(side, side);
        right = Nd4j.rand(side, side);
        product = Nd4j.create(side, side);
    }

    /** One product. */
    @Benchmark
    public INDArray multiply() {
        return left.mmuli(right, product);
    }

    /** Billions of operations a second, a multiplication and an addition being two, where a product takes so long. */
    static double gigaflops(int side, double millis) {
        return 2.0 * side * side * side / millis / 1e6;
    }
}
