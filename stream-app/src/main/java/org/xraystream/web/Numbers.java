package org.xraystream.web;

import org.xraystream.service.access.Problem;

/** Whole numbers in addresses. */
final class Numbers {

    private Numbers() {}

    static int within(String name, String text, int least, int most) {
        return (int) within(name, text, (long) least, (long) most);
    }

    static long within(String name, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of bounds.
        }
        throw Problem.badRequest(name + " must be a whole number from " + least + " to " + most);
    }
}
