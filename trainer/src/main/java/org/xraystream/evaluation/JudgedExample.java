package org.xraystream.evaluation;

import org.xraystream.dataset.Example;
import org.xraystream.engine.Judge;
import org.xraystream.engine.Judgement;
import org.xraystream.model.Category;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;

/**
 * What a model said of one labelled image.
 *
 * @param child names the patient; images of one child are not independent
 * @param truth what it is
 * @param probabilities what the model gives each category
 * @param finding what the model decided by its own thresholds
 */
public record JudgedExample(String child, Category truth, Probabilities probabilities, Finding finding) {

    /** Lets a model judge an example. */
    public static JudgedExample by(Judge judge, Example example) {
        Judgement judgement = judge.judge(example.image());
        return new JudgedExample(example.child(), example.category(), judgement.probabilities(), judgement.finding());
    }

    /** Whether it is pneumonia in truth, of either kind. */
    public boolean isPneumonia() {
        return truth != Category.NORMAL;
    }

    /** The category to which the model gives most; the first of equals. */
    public Category mostProbable() {
        if (probabilities.normal() >= probabilities.bacterial() && probabilities.normal() >= probabilities.viral()) {
            return Category.NORMAL;
        }
        return probabilities.bacterial() >= probabilities.viral()
                ? Category.BACTERIAL_PNEUMONIA
                : Category.VIRAL_PNEUMONIA;
    }

    /** What the model gives the truth. */
    double probabilityOfTruth() {
        return switch (truth) {
            case NORMAL -> probabilities.normal();
            case BACTERIAL_PNEUMONIA -> probabilities.bacterial();
            case VIRAL_PNEUMONIA -> probabilities.viral();
        };
    }
}
