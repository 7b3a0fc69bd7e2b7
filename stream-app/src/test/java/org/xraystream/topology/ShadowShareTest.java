package org.xraystream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShadowShareTest {

    @Test
    void takesItsShareOfAnyScans() {
        assertThat(taken(0)).isEmpty();
        assertThat(taken(0.25)).hasSizeBetween(2300, 2700);
        assertThat(taken(1)).hasSize(10_000);
    }

    @Test
    void takesTheSameAndMoreWhenItGrows() {
        assertThat(taken(0.5)).containsAll(taken(0.25));
    }

    @Test
    void refusesWhatIsNoShare() {
        assertThatThrownBy(() -> new ShadowShare(1.1)).hasMessageContaining("1.1");
    }

    private static Set<String> taken(double share) {
        var chosen = new ShadowShare(share);
        return IntStream.range(0, 10_000)
                .mapToObj(number -> "1.2.840.113619.2.5." + number)
                .filter(chosen::includes)
                .collect(Collectors.toSet());
    }
}
