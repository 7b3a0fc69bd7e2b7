package org.xraystream.service.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class FollowerTest {

    @Test
    void beginsAnewAfterAFailureOfTheBroker() throws Exception {
        var begun = new CountDownLatch(2);
        Follower.Course course = following -> {
            begun.countDown();
            throw new KafkaException("the broker is away");
        };

        try (var follower = new Follower("test", course)) {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(follower.isAlive()).isTrue();
        }
    }

    @Test
    void endsAtOnceWhenClosedDuringAPause() throws Exception {
        var pausing = new CountDownLatch(1);
        var follower = new Follower("test", following -> {
            pausing.countDown();
            following.pause(Duration.ofMinutes(1));
        });
        pausing.await();
        long start = System.nanoTime();

        follower.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(follower.isAlive()).isFalse();
    }
}
