package org.xraystream.web;

/** What somebody may do beyond looking. */
public enum Role {
    /** May label scans. */
    READER,
    /** May act on models and dead letters. */
    OPERATOR
}
