package org.xraystream.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.Category;

class FingerprintTest {
    private static final Example FIRST = example("a", Category.NORMAL, 1);
    private static final Example SECOND = example("b", Category.VIRAL_PNEUMONIA, 2);

    @Test
    void countsImagesAndChildren() {
        var fingerprint = Fingerprint.of(List.of(FIRST, SECOND));

        assertThat(fingerprint.examples()).isEqualTo(2);
        assertThat(fingerprint.children()).isEqualTo(1);
    }

    @Test
    void doesNotDependOnTheOrder() {
        assertThat(Fingerprint.of(List.of(FIRST, SECOND))).isEqualTo(Fingerprint.of(List.of(SECOND, FIRST)));
    }

    @Test
    void dependsOnEveryPartOfAnExample() {
        String hash = Fingerprint.of(List.of(FIRST)).sha256();

        assertThat(List.of(
                        example("b", Category.NORMAL, 1),
                        example("a", Category.VIRAL_PNEUMONIA, 1),
                        example("a", Category.NORMAL, 2)))
                .allSatisfy(other ->
                        assertThat(Fingerprint.of(List.of(other)).sha256()).isNotEqualTo(hash));
    }

    private static Example example(String id, Category category, int level) {
        return new Example(id, "child", category, new PreparedImage(1, 1, new byte[] {(byte) level}));
    }
}
