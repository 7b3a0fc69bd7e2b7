package org.xraystream.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    @Test
    void restsAsLongAsItsShareAsksFor() {
        assertThat(new Throttle(0.5).rest(Duration.ofMillis(300))).isEqualTo(Duration.ofMillis(300));
        assertThat(new Throttle(0.25).rest(Duration.ofMillis(300))).isEqualTo(Duration.ofMillis(900));
        assertThat(new Throttle(1).rest(Duration.ofMillis(300))).isZero();
    }

    @Test
    void keepsAnInterruptionForTheTraining() {
        Thread.currentThread().interrupt();

        new Throttle(0.01).stepDone();

        assertThat(Thread.interrupted()).isTrue();
    }
}
