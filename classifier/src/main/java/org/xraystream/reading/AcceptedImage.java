package org.xraystream.reading;

import static org.xraystream.gate.QualityFlag.OUTSIDE_INTENDED_USE;
import static org.xraystream.gate.QualityFlag.UNUSUAL_IMAGE;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.xraystream.engine.Judge;
import org.xraystream.engine.Judgement;
import org.xraystream.gate.AcquisitionTags;
import org.xraystream.gate.InputGate;
import org.xraystream.gate.Likeness;
import org.xraystream.gate.PixelStatistics;
import org.xraystream.gate.QualityFlag;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.AreaAveraging;
import org.xraystream.image.GreyImage;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.Preprocessing;
import org.xraystream.model.Finding;

/**
 * A decoded image that the gate let pass, ready to be judged by one model or several: what is done to its pixels is done
 * once for all models of the same preprocessing.
 *
 * <p>Confined to one thread.
 */
public final class AcceptedImage {

    private final InputGate gate;
    private final AcquisitionTags tags;
    private final GreyImage decoded;
    private final PixelStatistics statistics;
    private final Map<Preprocessing, PreparedImage> prepared = new HashMap<>();

    AcceptedImage(InputGate gate, AcquisitionTags tags, GreyImage decoded, PixelStatistics statistics) {
        this.gate = gate;
        this.tags = tags;
        this.decoded = decoded;
        this.statistics = statistics;
    }

    /** Lets a model judge; where the scan is outside its intended use or unusual, the finding is left to a person. */
    public Reading readBy(Judge judge) {
        Preprocessing preprocessing = judge.preprocessing();
        PreparedImage image = prepared.computeIfAbsent(
                preprocessing, wanted -> AreaAveraging.resize(decoded, wanted.side(), wanted.side()));
        try {
            return classify(image, gate.flags(tags, statistics, preprocessing.side()), judge);
        } catch (UnacceptableImageException e) {
            return new Reading.Rejected(e.reason(), e.detail());
        }
    }

    private Reading classify(PreparedImage image, Set<QualityFlag> flags, Judge judge)
            throws UnacceptableImageException {
        Judgement judgement = judge.judge(image);
        if (judgement.likeness().isPresent()) {
            Likeness likeness = judgement.likeness().get();
            gate.checkLikeness(likeness);
            if (gate.isUnusual(likeness)) {
                flags.add(UNUSUAL_IMAGE);
            }
        }
        boolean leftToAPerson = flags.contains(OUTSIDE_INTENDED_USE) || flags.contains(UNUSUAL_IMAGE);
        return new Reading.Classified(
                leftToAPerson ? Finding.UNCERTAIN : judgement.finding(),
                judgement.probabilities(),
                judgement.likeness(),
                judgement.output().activationMap(),
                image,
                flags);
    }
}
