package org.xraystream.promotion;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/** Who has the last word on a challenger that the {@link PromotionRule} would promote. */
public enum PromotionMode {
    /** The rule: it becomes champion at once. */
    AUTOMATIC,
    /** A person: it waits in the shadow slot until somebody approves it. */
    APPROVAL;

    /**
     * The mode as the setting {@code promotion.mode} says; {@code automatic} without it.
     *
     * @throws InvalidSettingException if it says anything else
     */
    public static PromotionMode from(Settings settings) {
        String given = settings.text("promotion.mode", AUTOMATIC.inWords());
        return Arrays.stream(values())
                .filter(mode -> mode.inWords().equals(given))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException("promotion.mode=" + given + ": must be one of "
                        + Arrays.stream(values()).map(PromotionMode::inWords).collect(Collectors.joining(", "))));
    }

    private String inWords() {
        return name().toLowerCase(Locale.ROOT);
    }
}
