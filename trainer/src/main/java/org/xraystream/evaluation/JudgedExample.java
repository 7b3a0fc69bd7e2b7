package org.xraystream.evaluation;

import org.xraystream.dataset.Example;
import org.xraystream.dataset.Truth;
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
public record JudgedExample(String child, Truth truth, Probabilities probabilities, Finding finding) {

    /** An image whose category is known. */
    public JudgedExample(String child, Category truth, Probabilities probabilities, Finding finding) {
        this(child, Truth.of(truth), probabilities, finding);
    }

    /** Lets a model judge an example. */
    public static JudgedExample by(Judge judge, Example example) {
        Judgement judgement = judge.judge(example.image());
        return new JudgedExample(example.child(), example.truth(), judgement.probabilities(), judgement.finding());
    }

    /** Whether it is pneumonia in truth, of either kind. */
    public boolean isPneumonia() {
        return truth.isPneumonia();
    }

    /** The category to which the model gives most; the first of equals. */
    public Category mostProbable() {
        if (probabilities.normal() >= probabilities.bacterial() && probabilities.normal() >= probabilities.viral()) {
            return Category.NORMAL;
        }
        return mostProbableKind();
    }

    /** The kind of pneumonia to which the model gives more; bacterial of equals. */
    public Category mostProbableKind() {
        return probabilities.bacterial() >= probabilities.viral()
                ? Category.BACTERIAL_PNEUMONIA
                : Category.VIRAL_PNEUMONIA;
    }

    /** Whether it is called pneumonia where every image must be decided: from a probability of one half. */
    public boolean isCalledPneumonia() {
        return probabilities.pneumonia() >= 0.5;
    }

    /** What the model gives the truth, normal or pneumonia. */
    public double probabilityOfTruth() {
        return isPneumonia() ? probabilities.pneumonia() : probabilities.normal();
    }

    /** What the model gives the true one of three categories; not a number where the kind of pneumonia is unknown. */
    public double probabilityOfCategory() {
        return switch (truth) {
            case NORMAL -> probabilities.normal();
            case BACTERIAL_PNEUMONIA -> probabilities.bacterial();
            case VIRAL_PNEUMONIA -> probabilities.viral();
            case PNEUMONIA -> Double.NaN;
        };
    }

    /** The bacterial part of the probability of pneumonia; one half where there is none. */
    double bacterialShare() {
        double pneumonia = probabilities.bacterial() + probabilities.viral();
        return pneumonia == 0 ? 0.5 : probabilities.bacterial() / pneumonia;
    }
}
