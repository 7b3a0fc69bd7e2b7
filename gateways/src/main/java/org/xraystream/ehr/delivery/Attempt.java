package org.xraystream.ehr.delivery;

/** What came of handing over a report. Reasons are kept and logged: they hold codes and nothing of a patient. */
public sealed interface Attempt {

    /** The record system has it. */
    record Delivered() implements Attempt {}

    /** It will never take this report. */
    record Refused(String reason) implements Attempt {}

    /** It may take it later: it was away, or no report would have fared better. */
    record Postponed(String reason) implements Attempt {}
}
