package org.xraystream.service.health;

/**
 * Whether one part is well.
 *
 * @param part its name
 * @param up whether it is well
 * @param detail what an operator should know, in a few words
 */
public record Health(String part, boolean up, String detail) {}
