package org.xraystream.recall;

/**
 * What a recall found and did: {@code listed = amendedBefore + readAgain + leftToAPerson}.
 *
 * @param version that was recalled
 * @param by the version that read the scans again
 * @param listed diagnoses that the recalled version made
 * @param amendedBefore of those, replaced before this recall, by another or by an earlier run
 * @param readAgain of those, read again and replaced
 * @param changed of those read again, with another finding
 * @param leftToAPerson of those, whose scan is no longer kept or no longer accepted: replaced by UNCERTAIN
 */
public record RecallResult(
        String version, String by, int listed, int amendedBefore, int readAgain, int changed, int leftToAPerson) {}
