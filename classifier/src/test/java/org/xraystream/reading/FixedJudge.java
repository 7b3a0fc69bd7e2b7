package org.xraystream.reading;

import java.util.Optional;
import org.xraystream.engine.ActivationMap;
import org.xraystream.engine.Judge;
import org.xraystream.engine.Judgement;
import org.xraystream.engine.NetworkOutput;
import org.xraystream.gate.Likeness;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.Preprocessing;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;

/** Finds the same in every image of its size, and refuses to judge any other. */
public record FixedJudge(
        Preprocessing preprocessing, Finding finding, Probabilities probabilities, Optional<Likeness> likeness)
        implements Judge {

    /** Finds every image of 128 x 128 normal. */
    public static final FixedJudge NORMAL = new FixedJudge(
            Preprocessing.standardised(128), Finding.NORMAL, new Probabilities(0.9, 0.06, 0.04), Optional.empty());

    /** The same, with what it says of how like its own radiographs every image is. */
    public static FixedJudge finding(Likeness likeness) {
        return new FixedJudge(NORMAL.preprocessing, NORMAL.finding, NORMAL.probabilities, Optional.of(likeness));
    }

    @Override
    public Judgement judge(PreparedImage image) {
        if (image.width() != preprocessing.side() || image.height() != preprocessing.side()) {
            throw new IllegalArgumentException("image: " + image.width() + " x " + image.height() + " given");
        }
        var map = new ActivationMap(1, 1, new float[] {-2});
        var output = new NetworkOutput(new float[] {2, 0, 0}, map, new float[] {1});
        return new Judgement(finding, probabilities, output, likeness);
    }
}
