package org.xraystream.model;

/**
 * Where a calibrated probability of pneumonia becomes a finding: below {@code normalBelow} it is normal, from
 * {@code pneumoniaFrom} on pneumonia, and between the two the model leaves the decision to a person.
 *
 * @param normalBelow lower end of the undecided band
 * @param pneumoniaFrom upper end of the undecided band, not below the lower
 */
public record Thresholds(double normalBelow, double pneumoniaFrom) {

    public Thresholds {
        if (!(0 <= normalBelow && normalBelow <= pneumoniaFrom && pneumoniaFrom <= 1)) {
            throw new IllegalArgumentException("thresholds: " + normalBelow + " and " + pneumoniaFrom
                    + " given, 0 <= normalBelow <= pneumoniaFrom <= 1 needed");
        }
    }

    /** The finding at these probabilities. */
    public Finding finding(Probabilities probabilities) {
        double pneumonia = probabilities.pneumonia();
        if (pneumonia >= pneumoniaFrom) {
            return Finding.PNEUMONIA;
        }
        return pneumonia < normalBelow ? Finding.NORMAL : Finding.UNCERTAIN;
    }
}
