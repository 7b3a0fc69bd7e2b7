package org.xraystream.model;

/** What a model says of a scan. */
public enum Finding {
    NORMAL,
    PNEUMONIA,
    /** The model does not decide: a person must read the scan. */
    UNCERTAIN
}
