package org.xraystream.modality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

class ModalityGatewayTest {
    private static final String ORTHANC = "http://orthanc:8042";

    @Test
    void refusesToTakeFromNobodyAndFromTwo() {
        assertRefused(Map.of(), "modality.orthanc.url, modality.folder");
        assertRefused(
                Map.of("modality.orthanc.url", ORTHANC, "modality.folder", "/images"),
                "modality.orthanc.url, modality.folder");
    }

    @Test
    void refusesToDeleteWhatOverlaysAreMadeOf() {
        assertRefused(
                Map.of("modality.orthanc.url", ORTHANC, "modality.orthanc.delete", "true", "pacs.url", ORTHANC + "/"),
                "modality.orthanc.delete=true: pacs.url is the same Orthanc");
    }

    @Test
    void refusesWhatIsNoAddress() {
        assertRefused(Map.of("modality.orthanc.url", "orthanc:8042"), "modality.orthanc.url=orthanc:8042");
    }

    private static void assertRefused(Map<String, String> settings, String reason) {
        var pseudonyms = new Pseudonyms("a secret of at least thirty-two bytes".getBytes(UTF_8));
        assertThatThrownBy(() -> ModalityGateway.start(Settings.of(settings), pseudonyms))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(reason);
    }
}
