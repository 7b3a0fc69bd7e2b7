package org.xraystream.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.TestScans;

class KaggleFolderTest {
    private final Path root;

    KaggleFolderTest(@TempDir Path root) {
        this.root = root;
    }

    @ParameterizedTest
    @CsvSource({
        "train/PNEUMONIA/person12_bacteria_34.jpeg,person12,BACTERIAL_PNEUMONIA",
        "train/PNEUMONIA/person12_virus_35.jpeg,person12,VIRAL_PNEUMONIA",
        "PNEUMONIA/ward7/person1613_virus_2798_2.png,person1613,VIRAL_PNEUMONIA",
        "test/NORMAL/IM-0115-0001.jpeg,IM-0115,NORMAL",
        "test/NORMAL/NORMAL2-IM-0115-0001-0002.jpeg,NORMAL2-IM-0115,NORMAL",
        "NORMAL/own picture.jpg,own picture.jpg,NORMAL",
        "PNEUMONIA/own picture.jpg,own picture.jpg,PNEUMONIA"
    })
    void tellsChildAndTruthFromThePath(String file, String child, Truth truth) throws IOException {
        write(file, TestScans.greyJpeg());

        LabelledData.Contents contents = KaggleFolder.list(root).read(32, (done, of) -> {});

        assertThat(contents.problems()).isEmpty();
        assertThat(contents.examples()).singleElement().satisfies(example -> {
            assertThat(example.id()).isEqualTo(file);
            assertThat(example.child()).isEqualTo(child);
            assertThat(example.truth()).isEqualTo(truth);
            assertThat(example.image().width()).isEqualTo(32);
        });
    }

    @Test
    void reportsEveryPictureThatIsNoExample() throws IOException {
        write("PNEUMONIA/person1_virus_1.jpeg", TestScans.truncatedJpeg());
        write("PNEUMONIA/unnamed.jpeg", TestScans.greyJpeg());
        write("elsewhere/IM-0001-0001.jpeg", TestScans.greyJpeg());
        write("NORMAL/IM-0002-0001.jpeg", TestScans.greyJpeg());
        write("NORMAL/._IM-0002-0001.jpeg", TestScans.textNamedJpeg());
        write("NORMAL/notes.txt", TestScans.textNamedJpeg());

        LabelledData.Contents contents = KaggleFolder.list(root).read(32, (done, of) -> {});

        assertThat(contents.examples())
                .extracting(Example::id)
                .containsExactly("NORMAL/IM-0002-0001.jpeg", "PNEUMONIA/unnamed.jpeg");
        assertThat(contents.problems())
                .extracting(LabelledData.Problem::file)
                .containsExactly("PNEUMONIA/person1_virus_1.jpeg", "elsewhere/IM-0001-0001.jpeg");
        assertThat(contents.problems().get(0).detail()).contains("UNREADABLE");
    }

    @Test
    void countsPneumoniaOfUnknownKindWhereOnlyTwoClassesAreToldApart() throws IOException {
        write("PNEUMONIA/person1_virus_1.jpeg", TestScans.greyJpeg());
        write("PNEUMONIA/unnamed.jpeg", TestScans.greyJpeg());
        write("NORMAL/IM-0002-0001.jpeg", TestScans.greyJpeg());

        LabelledData.Contents contents = KaggleFolder.list(root).read(32, (done, of) -> {});

        assertThat(contents.as(Classes.TWO).examples())
                .extracting(Example::truth)
                .containsExactly(Truth.NORMAL, Truth.PNEUMONIA, Truth.PNEUMONIA);
        assertThat(contents.as(Classes.THREE).examples())
                .extracting(Example::truth)
                .containsExactly(Truth.NORMAL, Truth.VIRAL_PNEUMONIA);
        assertThat(contents.as(Classes.THREE).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.file()).isEqualTo("PNEUMONIA/unnamed.jpeg"));
    }

    @Test
    void tellsItsProgress() throws IOException {
        for (int i = 0; i < 5; i++) {
            write("NORMAL/IM-000" + i + "-0001.png", TestScans.smallPng());
        }
        Set<Integer> told = new ConcurrentSkipListSet<>();

        KaggleFolder.list(root).read(32, (done, of) -> told.add(done * 100 + of));

        assertThat(told).containsExactly(105, 205, 305, 405, 505);
    }

    @Test
    void readsTheRealTrainingFolder() throws IOException {
        Optional<Path> data = TestScans.realData();
        assumeTrue(data.isPresent(), "skipped: no real radiographs at ../shared/data, and XRAY_DATA is not set");

        LabelledData.Contents contents =
                KaggleFolder.list(data.get().resolve("chest_xray")).read(16, (done, of) -> {});

        Map<Truth, Long> counts =
                contents.examples().stream().collect(Collectors.groupingBy(Example::truth, Collectors.counting()));
        assertThat(contents.problems()).isEmpty();
        assertThat(counts)
                .isEqualTo(Map.of(Truth.NORMAL, 1341L, Truth.BACTERIAL_PNEUMONIA, 2530L, Truth.VIRAL_PNEUMONIA, 1345L));
    }

    private void write(String file, EncodedImage image) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, image.content());
    }
}
