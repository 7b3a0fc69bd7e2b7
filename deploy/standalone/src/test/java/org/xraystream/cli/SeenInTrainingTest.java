package org.xraystream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.Fingerprint;
import org.xraystream.dataset.Split;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.Category;
import org.xraystream.model.Provenance;

class SeenInTrainingTest {
    private static final PreparedImage PIXEL = new PreparedImage(1, 1, new byte[1]);

    private final List<Example> all = IntStream.range(0, 40)
            .mapToObj(i -> new Example("scan" + i, "child" + i, Category.NORMAL, PIXEL))
            .toList();
    private final ChildSplit split = new ChildSplit(0.25, 1);
    private final Split.Parts parts = split.split(all);
    private final Provenance provenance = provenance(split.description());

    @Test
    void knowsTheImagesOfTheTraining() {
        assertThat(SeenInTraining.of(provenance, parts.training())).isEqualTo(SeenInTraining.ALL);
    }

    @Test
    void knowsThoseOfTheTrainingAmongThoseHeldOut() {
        assertThat(SeenInTraining.of(provenance, all)).isEqualTo(SeenInTraining.PART);
    }

    @Test
    void knowsThoseHeldOut() {
        assertThat(SeenInTraining.of(provenance, parts.validation())).isEqualTo(SeenInTraining.HELD_OUT);
    }

    @Test
    void knowsThemInWhateverFolderTheyLieNow() {
        List<Example> moved = all.stream()
                .map(example ->
                        new Example("/home/me/data/" + example.id(), example.child(), example.truth(), example.image()))
                .toList();

        assertThat(SeenInTraining.of(provenance, moved)).isEqualTo(SeenInTraining.PART);
    }

    @Test
    void admitsThatItDoesNotKnow() {
        assertThat(SeenInTraining.of(provenance, parts.training().subList(1, 5)))
                .isEqualTo(SeenInTraining.UNKNOWN);
        assertThat(SeenInTraining.of(provenance("in other words"), all)).isEqualTo(SeenInTraining.UNKNOWN);
    }

    private Provenance provenance(String splitInWords) {
        return new Provenance(
                Instant.EPOCH,
                "0.1.0",
                Provenance.RANDOM_WEIGHTS,
                Fingerprint.of(parts.training()),
                Fingerprint.of(parts.validation()),
                splitInWords,
                1,
                new TreeMap<>(),
                new TreeMap<>());
    }
}
