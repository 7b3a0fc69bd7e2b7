package org.xraystream.reading;

import org.xraystream.engine.ActivationMap;
import org.xraystream.engine.Judge;
import org.xraystream.engine.Judgement;
import org.xraystream.engine.NetworkOutput;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.Preprocessing;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;

/** Finds the same in every image of its size, and refuses to judge any other. */
public record FixedJudge(Preprocessing preprocessing, Finding finding, Probabilities probabilities) implements Judge {

    /** Finds every image of 128 x 128 normal. */
    public static final FixedJudge NORMAL =
            new FixedJudge(Preprocessing.standardised(128), Finding.NORMAL, new Probabilities(0.9, 0.06, 0.04));

    @Override
    public Judgement judge(PreparedImage image) {
        if (image.width() != preprocessing.side() || image.height() != preprocessing.side()) {
            throw new IllegalArgumentException("image: " + image.width() + " x " + image.height() + " given");
        }
        var map = new ActivationMap(1, 1, new float[] {-2});
        return new Judgement(finding, probabilities, new NetworkOutput(new float[] {2, 0, 0}, map, new float[] {1}));
    }
}
