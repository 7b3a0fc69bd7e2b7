package org.xraystream.ehr.fhir;

import java.util.Optional;
import org.xraystream.event.Finding;
import org.xraystream.event.LabelFinding;

/** Findings in codes and in words. What is not decided has no code. */
final class Findings {

    private Findings() {}

    static Optional<Code> code(Finding finding) {
        return switch (finding) {
            case NORMAL -> Optional.of(Code.NORMAL_CHEST);
            case PNEUMONIA -> Optional.of(Code.PNEUMONIA);
            case UNCERTAIN -> Optional.empty();
        };
    }

    static Optional<Code> code(LabelFinding finding) {
        return switch (finding) {
            case NORMAL -> Optional.of(Code.NORMAL_CHEST);
            case PNEUMONIA -> Optional.of(Code.PNEUMONIA);
            case BACTERIAL_PNEUMONIA -> Optional.of(Code.BACTERIAL_PNEUMONIA);
            case VIRAL_PNEUMONIA -> Optional.of(Code.VIRAL_PNEUMONIA);
            case CANNOT_TELL -> Optional.empty();
        };
    }

    static String words(Finding finding) {
        return switch (finding) {
            case NORMAL -> "no sign of pneumonia";
            case PNEUMONIA -> "pneumonia";
            case UNCERTAIN -> "undecided";
        };
    }

    static String words(LabelFinding finding) {
        return switch (finding) {
            case NORMAL -> "no sign of pneumonia";
            case PNEUMONIA -> "pneumonia";
            case BACTERIAL_PNEUMONIA -> "bacterial pneumonia";
            case VIRAL_PNEUMONIA -> "viral pneumonia";
            case CANNOT_TELL -> "cannot tell";
        };
    }
}
