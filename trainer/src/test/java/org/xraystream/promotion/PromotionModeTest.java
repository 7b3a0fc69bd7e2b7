package org.xraystream.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

class PromotionModeTest {

    @Test
    void isWhatTheSettingSays() {
        assertThat(PromotionMode.from(Settings.of(Map.of()))).isEqualTo(PromotionMode.AUTOMATIC);
        assertThat(PromotionMode.from(Settings.of(Map.of("promotion.mode", "approval"))))
                .isEqualTo(PromotionMode.APPROVAL);
        assertThatThrownBy(() -> PromotionMode.from(Settings.of(Map.of("promotion.mode", "ask"))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("promotion.mode=ask: must be one of automatic, approval");
    }
}
