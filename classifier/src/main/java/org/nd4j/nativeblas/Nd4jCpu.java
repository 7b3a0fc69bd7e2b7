package org.nd4j.nativeblas;

/**
 * Answers Deeplearning4j 1.0.0-M2.1 when it asks whether oneDNN may be used.
 *
 * <p>{@code org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper} looks by reflection for this class, this nested class
 * and these two methods. The class moved to {@code org.nd4j.linalg.cpu.nativecpu.bindings} before the release and the
 * method was renamed; without an answer under the old names every layer silently takes the slow path. Never called by
 * our own code.
 */
public final class Nd4jCpu {

    private Nd4jCpu() {}

    /** The native environment under its old name. */
    public static final class Environment {

        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        /** The one environment of the process. */
        public static Environment getInstance() {
            return INSTANCE;
        }

        /** Whether the native library may use oneDNN. */
        public boolean isUseMKLDNN() {
            return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance()
                    .isUseONEDNN();
        }
    }
}
