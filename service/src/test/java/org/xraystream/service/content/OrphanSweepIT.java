package org.xraystream.service.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.event.ContentReference;
import org.xraystream.event.Scan;
import org.xraystream.model.Sha256;
import org.xraystream.service.testing.TestCluster;
import org.xraystream.topic.Topics;

/** What is cleared away of a store, and what never is, by what a real broker holds. */
class OrphanSweepIT {

    private static final Duration KEPT = Duration.ofDays(7);

    private final Clock today = Clock.systemUTC();
    private final Clock longAgo = Clock.offset(today, Duration.ofDays(-30));
    private final Path folder;
    private TestCluster cluster;

    OrphanSweepIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start();
        Files.createFile(folder.resolve(FolderStore.MARK));
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    void clearsAwayWhatIsOldAndWhatNothingRefersTo() throws IOException {
        ContentReference inAScan = put("in a scan", longAgo);
        ContentReference inADeadLetter = put("in a dead letter", longAgo);
        put("an orphan", longAgo);
        put("not sent yet", Clock.offset(today, Duration.ofDays(-7)));
        put("just put", today);
        cluster.send(Topics.SCANS, "2.25.1", scan(inAScan));
        cluster.sendBytes(
                Topics.DEAD_LETTERS, "2.25.2", ("no Avro, but mentions " + inADeadLetter.getSha256()).getBytes(UTF_8));

        assertThat(sweep()).isEqualTo(1);

        assertThat(names())
                .containsExactlyInAnyOrder(
                        sha("in a scan"), sha("in a dead letter"), sha("not sent yet"), sha("just put"));
        assertThat(sweep()).isZero();
    }

    @Test
    void clearsNothingAwayByAClusterThatNeverSawAScan() throws IOException {
        put("of another cluster", longAgo);

        assertThatThrownBy(this::sweep).isInstanceOf(IOException.class).hasMessageContaining("is this its store?");

        assertThat(names()).hasSize(1);
    }

    @Test
    void findsAHashWhereverItStands() {
        var found = new HashSet<String>();
        String sha256 = sha("x");

        OrphanSweep.mention(sha256.getBytes(UTF_8), found);
        OrphanSweep.mention(("00" + sha("y") + "ff").getBytes(UTF_8), found);
        OrphanSweep.mention(sha("z").substring(1).getBytes(UTF_8), found);

        assertThat(found).contains(sha256, sha("y")).hasSize(1 + 5);
    }

    private int sweep() throws IOException {
        return new OrphanSweep(store(today), cluster.connection(), KEPT, today).sweep();
    }

    private ContentStore store(Clock clock) {
        return FolderStore.at(folder.toUri().toString(), clock);
    }

    private ContentReference put(String content, Clock clock) throws IOException {
        return store(clock).put(content.getBytes(UTF_8));
    }

    private static String sha(String content) {
        return Sha256.of(content.getBytes(UTF_8));
    }

    private Iterable<String> names() throws IOException {
        return store(today).putBefore(LocalDate.MAX).stream()
                .map(ContentKey::name)
                .toList();
    }

    private static Scan scan(ContentReference payload) {
        return Scan.newBuilder()
                .setScanId("2.25.1")
                .setPatientPseudonym("child")
                .setSite("test")
                .setCapturedAt(Instant.EPOCH)
                .setContentType("image/png")
                .setPayload(payload)
                .build();
    }
}
