package org.xraystream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.dataset.KaggleFolder;
import org.xraystream.dataset.LabelledFile;
import org.xraystream.dataset.Split;
import org.xraystream.model.Category;
import org.xraystream.model.ModelBundle;

class CohortTest {

    private static final int LABELS = 20;
    private static final int TAUGHT = 22;

    @Test
    void takesOnlyChildrenWhomTheShippedModelNeverSawAndTeachesNoneThatItJudges(@TempDir Path folder)
            throws IOException {
        Path scans = folderOf(folder.resolve("scans"), 1500);

        Cohort cohort = Cohort.of(scans, LABELS, folder.resolve("base"));

        ChildSplit split = (ChildSplit)
                Split.described(ModelBundle.shipped().manifest().provenance().split())
                        .orElseThrow();
        assertThat(inFolder(cohort.taught())).allMatch(split::holdsOut).hasSize(TAUGHT);
        assertThat(inFolder(cohort.judged()))
                .allMatch(split::holdsOut)
                .doesNotContainAnyElementsOf(inFolder(cohort.taught()));
        assertThat(cohort.taught())
                .filteredOn(image -> image.truth().equals(Optional.of(Category.NORMAL)))
                .hasSize(9);
    }

    @Test
    void keepsTheTaughtOutOfTheBaseData(@TempDir Path folder) throws IOException {
        Path scans = folderOf(folder.resolve("scans"), 1500);
        Path base = folder.resolve("base");

        Cohort cohort = Cohort.of(scans, LABELS, base);

        assertThat(childrenIn(base))
                .doesNotContainAnyElementsOf(inFolder(cohort.taught()))
                .containsAll(inFolder(cohort.judged()));
        assertThat(KaggleFolder.list(base).size())
                .isEqualTo(KaggleFolder.list(scans).size() - TAUGHT);
    }

    @Test
    void saysWhenThereAreTooFew(@TempDir Path folder) throws IOException {
        Path scans = folderOf(folder.resolve("scans"), 100);

        assertThatThrownBy(() -> Cohort.of(scans, 300, folder.resolve("base")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("330 to be labelled (40% of them normal) and 100 others are needed");
    }

    /** Else nobody would label them. */
    @Test
    void keepsItsChildrenWhenTheyAreTakenByAnotherDetector(@TempDir Path base) throws IOException {
        Cohort cohort = Cohort.synthetic(LABELS, base);

        assertThat(children(SiteShift.retaken(cohort.taught()))).isEqualTo(cohort.taughtChildren());
    }

    @Test
    void drawsSyntheticOnesThatCanBeReadAgainFromTheBaseData(@TempDir Path base) throws IOException {
        Cohort cohort = Cohort.synthetic(LABELS, base);

        assertThat(cohort.taught()).hasSize(TAUGHT);
        assertThat(children(cohort.taught())).hasSize(TAUGHT).doesNotContainAnyElementsOf(children(cohort.judged()));
        assertThat(KaggleFolder.list(base).size()).isEqualTo(1200);
        assertThat(childrenIn(base)).hasSize(1200);
    }

    /** Files with names alone: a cohort is put together without looking at pixels. */
    private static Path folderOf(Path folder, int childrenOfEach) throws IOException {
        for (String name : List.of("NORMAL/IM-%04d-0001.jpeg", "PNEUMONIA/person%d_bacteria_1.jpeg")) {
            Files.createDirectories(folder.resolve(name).getParent());
            for (int child = 0; child < childrenOfEach; child++) {
                Files.write(folder.resolve(String.format(name, child)), new byte[] {1});
            }
        }
        return folder;
    }

    private static Set<String> children(List<DemoImage> images) {
        return images.stream().map(DemoImage::child).collect(Collectors.toSet());
    }

    private static Set<String> inFolder(List<DemoImage> images) {
        return images.stream()
                .map(image -> image.child().substring(Cohort.CLINIC.length()))
                .collect(Collectors.toSet());
    }

    private static Set<String> childrenIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new HashSet<>(files.filter(KaggleFolder::isPicture)
                    .map(file -> LabelledFile.parse(file).orElseThrow().child())
                    .toList());
        }
    }
}
