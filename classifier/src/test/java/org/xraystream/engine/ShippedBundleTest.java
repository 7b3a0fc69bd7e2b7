package org.xraystream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.Provenance;

/** The model that everybody starts with. */
class ShippedBundleTest {

    private final ModelBundle shipped = ModelBundle.shipped();

    @ParameterizedTest
    @EnumSource
    void passesItsOwnGoldenCases(Engine engine) throws Exception {
        try (Model model = Model.load(shipped, engine)) {
            assertThat(model.version()).isEqualTo(shipped.manifest().version());
        }
    }

    @Test
    void isSmallEnoughToTravelInOneRecord() {
        assertThat(shipped.bytes().length).isLessThan(10 << 20);
    }

    @Test
    void keepsThePromisesOfARelease() {
        Provenance provenance = shipped.manifest().provenance();

        assertThat(provenance.scores().get("auc")).isGreaterThan(0.98);
        assertThat(provenance.scores().get("decided.sensitivity")).isGreaterThanOrEqualTo(0.97);
        assertThat(provenance.scores().get("undecided")).isLessThanOrEqualTo(0.15);
        assertThat(provenance.trainedOn().examples()).isGreaterThan(4000);
    }
}
