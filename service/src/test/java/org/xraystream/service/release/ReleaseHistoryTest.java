package org.xraystream.service.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;

class ReleaseHistoryTest {

    @Test
    void findsTheNewestOfASlotAndOfAVersion() {
        ReleaseHistory history = history("+v1", "-v2", "+v2", "-v3");

        assertThat(history.newest(ModelSlot.CHAMPION)).contains(release("+v2"));
        assertThat(history.newest(ModelSlot.SHADOW)).contains(release("-v3"));
        assertThat(history.newest("v2")).contains(release("+v2"));
        assertThat(history.newest("v9")).isEmpty();
    }

    @Test
    void goesBackToTheChampionBefore() {
        assertThat(before("+v1", "-v2", "+v3")).contains("v1");
    }

    /** Not forward again to the model that was just taken away. */
    @Test
    void goesBackTwoStepsWhenAskedTwice() {
        assertThat(before("+v1", "+v2", "+v3", "+v2")).contains("v1");
        assertThat(before("+v1", "+v2", "+v1")).isEmpty();
    }

    @Test
    void goesBackToTheShippedModelBeforeTheFirstRelease() {
        assertThat(before("+v1")).isEmpty();
        assertThat(before()).isEmpty();
    }

    @Test
    void asksForApprovalUntilTheChampionOrTheChallengerIsReleased() {
        ModelRelease waiting = ModelRelease.newBuilder(release("-v2"))
                .setAwaitsApproval(true)
                .setChallenged("v1")
                .build();

        assertThat(history(release("+v1"), waiting).awaitsApproval(waiting)).isTrue();
        assertThat(history(release("+v1"), waiting, release("-v3")).awaitsApproval(waiting))
                .isTrue();
        assertThat(history(release("+v1"), waiting, release("+v2")).awaitsApproval(waiting))
                .isFalse();
        assertThat(history(release("+v1"), waiting, release("+v3")).awaitsApproval(waiting))
                .isFalse();
        assertThat(history(release("+v1"), waiting, release("-v2")).awaitsApproval(waiting))
                .isFalse();
    }

    private static Optional<String> before(String... releases) {
        return history(releases).beforeChampion().map(ModelRelease::getVersion);
    }

    private static ReleaseHistory history(String... releases) {
        return new ReleaseHistory(
                Arrays.stream(releases).map(ReleaseHistoryTest::release).toList());
    }

    private static ReleaseHistory history(ModelRelease... releases) {
        return new ReleaseHistory(List.of(releases));
    }

    /** {@code +v1} as champion, {@code -v1} as shadow. */
    private static ModelRelease release(String words) {
        return ModelRelease.newBuilder()
                .setSlot(words.startsWith("+") ? ModelSlot.CHAMPION : ModelSlot.SHADOW)
                .setVersion(words.substring(1))
                .setSha256("0".repeat(64))
                .setBundle(ByteBuffer.allocate(0))
                .setScores(Map.of())
                .setReason("")
                .setReleasedBy("test")
                .setReleasedAt(Instant.EPOCH)
                .build();
    }
}
