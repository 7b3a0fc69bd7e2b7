package org.xraystream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.dataset.Example;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.Provenance;

class TrainFromFolderTest {

    private final Path folder;

    TrainFromFolderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void trainsOnSomeChildrenAndScoresOnTheOthers() throws Exception {
        writeImages(72);
        Path file = folder.resolve("bundle.zip");
        List<Integer> epochs = new ArrayList<>();

        ModelBundle bundle =
                TrainFromFolder.run(folder.resolve("data"), "folder-1", 3, 1, file, epoch -> epochs.add(epoch.epoch()));

        Provenance provenance = bundle.manifest().provenance();
        assertThat(epochs).containsExactly(1);
        assertThat(provenance.trainedOn().examples() + provenance.heldOut().examples())
                .isEqualTo(72);
        assertThat(provenance.trainedOn().children() + provenance.heldOut().children())
                .isEqualTo(36);
        assertThat(provenance.split()).contains("by child", "0.15");
        assertThat(provenance.seed()).isEqualTo(3);
        assertThat(ModelBundle.read(Files.readAllBytes(file)).sha256()).isEqualTo(bundle.sha256());
        assertThat(folder).isDirectoryNotContaining("glob:**.checkpoint");
    }

    @Test
    void refusesAFolderWithTooFewImages() throws Exception {
        writeImages(6);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainFromFolder.run(
                        folder.resolve("data"),
                        "folder-1",
                        3,
                        1,
                        folder.resolve("bundle.zip"),
                        TrainingProgress.SILENT))
                .withMessageContaining("one batch of 32 needed");
    }

    /** Two images of every child, in the layout and with the names of the data set. */
    private void writeImages(int count) throws IOException {
        for (Example example : TestExamples.patterns(count, 1)) {
            int number = Integer.parseInt(example.id().substring(2));
            int child = number / 6;
            int image = number % 6 / 3;
            String name = switch (example.category()) {
                case NORMAL -> "NORMAL/IM-%04d-%04d.png".formatted(child, image);
                case BACTERIAL_PNEUMONIA -> "PNEUMONIA/person%d_bacteria_%d.png".formatted(child, image);
                case VIRAL_PNEUMONIA -> "PNEUMONIA/person%d_virus_%d.png".formatted(1000 + child, image);
            };
            write(example, folder.resolve("data").resolve(name));
        }
    }

    private static void write(Example example, Path file) throws IOException {
        int side = 2 * TestExamples.SIDE;
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                int grey = example.image().pixels()[row / 2 * TestExamples.SIDE + column / 2] & 0xff;
                picture.getRaster().setSample(column, row, 0, grey);
            }
        }
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, "png", file.toFile());
    }
}
