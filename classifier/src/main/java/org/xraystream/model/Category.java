package org.xraystream.model;

/** The network's outputs, in their order. */
public enum Category {
    NORMAL,
    BACTERIAL_PNEUMONIA,
    VIRAL_PNEUMONIA;

    /** Where this category stands among the network's outputs. */
    @SuppressWarnings("EnumOrdinal") // the order of the constants is the order of the outputs, and checked in bundles
    public int index() {
        return ordinal();
    }
}
