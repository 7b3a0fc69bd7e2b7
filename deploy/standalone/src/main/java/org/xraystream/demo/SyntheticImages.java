package org.xraystream.demo;

import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.xraystream.image.EncodedImage;
import org.xraystream.synthetic.SyntheticRadiograph;
import org.xraystream.synthetic.SyntheticRadiographs;

/** Synthetic radiographs, each of another child that never lived. */
public final class SyntheticImages implements ImageSource {

    private final SyntheticRadiographs radiographs;
    private final Random random;
    private int taken;

    private SyntheticImages(SyntheticRadiographs radiographs, long seed) {
        this.radiographs = radiographs;
        this.random = new Random(seed);
    }

    /** Those that come with this software; the same seed gives the same images. */
    public static SyntheticImages shipped(long seed) {
        return new SyntheticImages(SyntheticRadiographs.shipped(), seed);
    }

    @Override
    public DemoImage next() {
        SyntheticRadiograph drawn = radiographs.draw(random);
        taken++;
        return new DemoImage(
                String.format(Locale.ROOT, "synthetic-%05d (%s)", taken, drawn.truth()),
                "synthetic-child-" + taken,
                Optional.of(drawn.truth()),
                new EncodedImage("image/jpeg", drawn.jpeg()));
    }

    @Override
    public String description() {
        return "synthetic radiographs, drawn from a statistical model";
    }
}
