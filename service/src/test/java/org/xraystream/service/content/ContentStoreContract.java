package org.xraystream.service.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.xraystream.event.ContentReference;
import org.xraystream.model.Sha256;

/** What every content store does. */
abstract class ContentStoreContract {

    static final Clock TODAY = Clock.fixed(Instant.parse("2026-03-10T12:00:00Z"), ZoneOffset.UTC);
    static final Clock TOMORROW = Clock.fixed(Instant.parse("2026-03-11T00:00:01Z"), ZoneOffset.UTC);
    private static final LocalDate EVER = LocalDate.parse("2999-01-01");
    private static final byte[] CONTENT = "a radiograph".getBytes(UTF_8);

    /** The store under test, each time the same one but for the clock. */
    abstract ContentStore store(Clock clock);

    /** Has it not answer any more. */
    abstract void away() throws Exception;

    @Test
    void givesBackWhatWasPut() throws IOException {
        ContentReference reference = store(TODAY).put(CONTENT);

        assertThat(reference.getSha256()).isEqualTo(Sha256.of(CONTENT));
        assertThat(reference.getSize()).isEqualTo(CONTENT.length);
        assertThat(reference.getUri()).startsWith(store(TODAY).prefix() + "2026-03-10/");
        assertThat(read(reference)).isEqualTo(CONTENT);
    }

    @Test
    void keepsOneOfWhatIsPutTwiceOnADay() throws IOException {
        ContentReference first = store(TODAY).put(CONTENT);

        ContentReference second = store(TODAY).put(CONTENT);

        assertThat(second).isEqualTo(first);
        assertThat(store(TODAY).putBefore(EVER)).hasSize(1);
        assertThat(read(second)).isEqualTo(CONTENT);
    }

    @Test
    void tellsWhatWasPutBeforeADay() throws IOException {
        store(TODAY).put(CONTENT);
        store(TOMORROW).put(CONTENT);

        assertThat(store(TODAY).putBefore(LocalDate.parse("2026-03-10"))).isEmpty();
        assertThat(store(TODAY).putBefore(LocalDate.parse("2026-03-11")))
                .containsExactly(new ContentKey(LocalDate.parse("2026-03-10"), Sha256.of(CONTENT)));
        assertThat(store(TODAY).putBefore(EVER)).hasSize(2);
    }

    @Test
    void tellsThatContentIsMissingOnceItIsDeleted() throws IOException {
        ContentReference gone = store(TODAY).put(CONTENT);
        ContentReference kept = store(TOMORROW).put(CONTENT);
        var key = new ContentKey(LocalDate.parse("2026-03-10"), Sha256.of(CONTENT));

        store(TODAY).delete(key);
        store(TODAY).delete(key);

        assertThatThrownBy(() -> read(gone)).isInstanceOf(ContentMissingException.class);
        assertThat(read(kept)).isEqualTo(CONTENT);
    }

    @Test
    void tellsThatItIsAwayFromThatContentIsMissing() throws Exception {
        ContentReference reference = store(TODAY).put(CONTENT);
        away();

        assertThatThrownBy(() -> read(reference)).isInstanceOf(ContentAwayException.class);
        assertThatThrownBy(() -> store(TODAY).put(CONTENT)).isInstanceOf(ContentAwayException.class);
        assertThatThrownBy(() -> store(TODAY).putBefore(EVER)).isInstanceOf(ContentAwayException.class);
    }

    private byte[] read(ContentReference reference) throws IOException {
        try (InputStream stream = store(TODAY).open(URI.create(reference.getUri()))) {
            return stream.readAllBytes();
        }
    }
}
