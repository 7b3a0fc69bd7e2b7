package org.xraystream.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Truth;
import org.xraystream.event.Label;
import org.xraystream.event.LabelFinding;
import org.xraystream.examples.LabelledScan;
import org.xraystream.image.PreparedImage;

class CurriculumTest {

    private static final Instant TRAINED = Instant.parse("2026-01-01T12:00:00Z");
    private static final ChildSplit SPLIT = new ChildSplit(0.25, 1);
    private static final BaseData.Parts BASE = new BaseData.Parts(examples("base", 30), examples("base-held-out", 7));

    /** 40 that the champion has learned from, 20 that it has not. */
    private final List<LabelledScan> scans = IntStream.range(0, 60)
            .mapToObj(i -> scan("s" + i, i < 40 ? TRAINED : TRAINED.plusSeconds(1)))
            .toList();

    @Test
    void takesEveryNewScanAndADrawOfTheOldOnesAndOfTheBase() {
        Curriculum curriculum = Curriculum.of(scans, TRAINED, SPLIT, BASE, 10, 1);

        long fresh = scans.stream()
                .filter(scan -> scan.arrived().isAfter(TRAINED))
                .filter(scan -> !SPLIT.holdsOut(scan.example().child()))
                .count();
        assertThat(fresh).isBetween(1L, 19L);
        assertThat(curriculum.fresh()).isEqualTo((int) fresh);
        assertThat(curriculum.training()).hasSize((int) fresh + 20).doesNotHaveDuplicates();
        assertThat(curriculum.training()).filteredOn(BASE.training()::contains).hasSize(10);
        assertThat(curriculum.reference()).isEqualTo(BASE.heldOut());
    }

    @Test
    void neverTrainsOnAChildThatIsHeldOut() {
        Curriculum curriculum = Curriculum.of(scans, TRAINED, SPLIT, BASE, 1000, 1);

        assertThat(curriculum.heldOut())
                .isNotEmpty()
                .allMatch(scan -> SPLIT.holdsOut(scan.example().child()));
        assertThat(curriculum.training()).hasSize(60 - curriculum.heldOut().size() + 30);
    }

    /** So that a training that was cut off goes on with what it began with. */
    @Test
    void drawsTheSameForTheSameSeed() {
        assertThat(Curriculum.of(scans, TRAINED, SPLIT, BASE, 10, 1))
                .isEqualTo(Curriculum.of(scans, TRAINED, SPLIT, BASE, 10, 1))
                .isNotEqualTo(Curriculum.of(scans, TRAINED, SPLIT, BASE, 10, 2));
    }

    private static LabelledScan scan(String id, Instant arrived) {
        Label label = Label.newBuilder()
                .setScanId(id)
                .setFinding(LabelFinding.NORMAL)
                .setReader("reader")
                .setLabelledAt(arrived)
                .setSawModelResult(false)
                .build();
        return new LabelledScan(example(id), List.of(label), arrived);
    }

    private static List<Example> examples(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> example(name + i)).toList();
    }

    private static Example example(String id) {
        return new Example(id, "child-of-" + id, Truth.NORMAL, new PreparedImage(2, 2, new byte[4]));
    }
}
