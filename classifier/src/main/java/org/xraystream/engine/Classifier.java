package org.xraystream.engine;

import org.xraystream.image.PreparedImage;

/**
 * A network ready to run. Implementations differ in the runtime only: all give the same output on the same pixels
 * within the tolerance of the parity test.
 *
 * <p>Safe for use by several threads at once. Closing releases native memory; no call may be under way or follow.
 */
public interface Classifier extends AutoCloseable {

    /**
     * Runs the network on one image.
     *
     * @throws IllegalArgumentException if the image does not have the network's input size
     */
    NetworkOutput classify(PreparedImage image);

    @Override
    void close();
}
