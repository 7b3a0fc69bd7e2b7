package org.xraystream.model;

/** The network's outputs, in their order. */
public enum Category {
    NORMAL,
    BACTERIAL_PNEUMONIA,
    VIRAL_PNEUMONIA
}
