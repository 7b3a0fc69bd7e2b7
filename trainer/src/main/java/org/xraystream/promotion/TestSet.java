package org.xraystream.promotion;

/** The sets of images on which a challenger meets the champion, in the order in which they are told of. */
public enum TestSet {
    /** All labelled scans of the children who are never trained on. */
    HELD_OUT("scans of held-out children"),
    /** Of these, the ones labelled since the champion was trained. */
    RECENT("recently labelled ones of these"),
    /** Of the recent ones, those that a reader read without the model's result, which flatters the model that gave it. */
    BLIND("recent ones read blind"),
    /** The held-out part of the data set that the operator gave. */
    REFERENCE("reference images");

    private final String inWords;

    TestSet(String inWords) {
        this.inWords = inWords;
    }

    /** As it stands in a reason, in the plural. */
    public String inWords() {
        return inWords;
    }
}
