package org.xraystream.gate;

/** What a reader of the result should know about the image behind it. */
public enum QualityFlag {
    /** Known to lie outside the patients or views the model is meant for: the decision is left to a person. */
    OUTSIDE_INTENDED_USE,
    /** The tags do not give the age, so the intended use cannot be checked. */
    AGE_UNKNOWN,
    /** The tags do not give the view. */
    VIEW_UNKNOWN,
    /** Fewer pixels than the network's input. */
    LOW_RESOLUTION,
    /** Little contrast: over- or underexposed, or washed out. */
    LOW_CONTRAST,
    /** Unlike nearly all radiographs the model was made from: the decision is left to a person. */
    UNUSUAL_IMAGE
}
