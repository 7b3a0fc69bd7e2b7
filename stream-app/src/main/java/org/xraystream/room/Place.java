package org.xraystream.room;

/** Where a record lies in its topic. */
public record Place(int partition, long offset) {}
