package org.xraystream.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScanIdsTest {

    private static final int MANY = 100_000;

    @Test
    void knowsEveryIdThatItWasToldAndNoOther() {
        var ids = new ScanIds();

        IntStream.range(0, MANY).forEach(number -> ids.add("1.2.840." + number));

        assertThat(IntStream.range(0, MANY)).allMatch(number -> ids.contains("1.2.840." + number));
        assertThat(IntStream.range(MANY, 2 * MANY)).noneMatch(number -> ids.contains("1.2.840." + number));
    }

    @Test
    void anIdTwiceTakesNoMoreRoom() {
        var ids = new ScanIds();

        IntStream.range(0, MANY).forEach(number -> ids.add("1.2.840.1"));

        assertThat(ids.capacity()).isEqualTo(new ScanIds().capacity());
        assertThat(ids.contains("1.2.840.1")).isTrue();
    }
}
