package org.xraystream.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.xraystream.dataset.Truth;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.evaluation.PairedScores;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;

/**
 * Two simulated models that judge the same simulated children: what each sees of a child is normal, further up by its
 * separation for a pneumonia, and its probability is the true one given what it sees. Area under the ROC curve: the
 * standard normal distribution at separation / sqrt(2), so 2.660 gives 0.970 and 2.326 gives 0.950.
 *
 * @param champion its separation
 * @param challenger its separation
 * @param shift added to the challenger's log odds: below 0 it misses more pneumonias at the same area
 * @param correlation of what both see, given the truth
 */
record TestPairs(double champion, double challenger, double shift, double correlation) {

    /** Both, at a separation that gives an area of 0.97. */
    static final double GOOD = 2.660;

    /** Gives an area of 0.95. */
    static final double WORSE = 2.326;

    /** So many children, half of them with pneumonia. */
    PairedScores judge(int cases, long seed) {
        var random = new Random(seed);
        List<JudgedExample> ofChampion = new ArrayList<>();
        List<JudgedExample> ofChallenger = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            double shared = random.nextGaussian() * Math.sqrt(correlation);
            ofChampion.add(judged(i, champion, shared + own(random), 0));
            ofChallenger.add(judged(i, challenger, shared + own(random), shift));
        }
        return PairedScores.of(ofChampion, ofChallenger);
    }

    private double own(Random random) {
        return random.nextGaussian() * Math.sqrt(1 - correlation);
    }

    private static JudgedExample judged(int child, double separation, double noise, double shift) {
        boolean ill = child % 2 == 1;
        double seen = noise + (ill ? separation : 0);
        double logOdds = separation * seen - separation * separation / 2 + shift;
        double pneumonia = 1 / (1 + Math.exp(-logOdds));
        return new JudgedExample(
                "child" + child,
                ill ? Truth.PNEUMONIA : Truth.NORMAL,
                new Probabilities(1 - pneumonia, pneumonia, 0),
                Finding.UNCERTAIN);
    }
}
