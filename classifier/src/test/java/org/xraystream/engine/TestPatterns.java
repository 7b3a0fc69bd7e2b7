package org.xraystream.engine;

import java.util.Random;
import org.xraystream.image.PreparedImage;

/** Images that are drawn, not taken of anyone. */
public final class TestPatterns {

    private TestPatterns() {}

    /** Noise, the same for the same seed. */
    public static PreparedImage noise(int side, long seed) {
        byte[] pixels = new byte[side * side];
        new Random(seed).nextBytes(pixels);
        return new PreparedImage(side, side, pixels);
    }

    /** Noise of which all but one quarter is an even grey. */
    public static PreparedImage noiseInCorner(int side, long seed) {
        PreparedImage noise = noise(side, seed);
        byte[] pixels = new byte[side * side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                boolean inside = row < side / 2 && column < side / 2;
                pixels[row * side + column] = inside ? noise.pixels()[row * side + column] : 100;
            }
        }
        return new PreparedImage(side, side, pixels);
    }
}
