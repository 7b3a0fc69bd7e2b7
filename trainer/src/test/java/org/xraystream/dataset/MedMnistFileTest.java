package org.xraystream.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.model.ZipArchive;

/** On an archive in PneumoniaMNIST's layout with drawn images, written by NumPy 2 ({@code savez_compressed}). */
class MedMnistFileTest {
    private final Path folder;
    private final Path file;

    MedMnistFileTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.file = folder.resolve("pneumoniamnist.npz");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("pneumoniamnist.npz"))) {
            Files.copy(in, file);
        }
    }

    @Test
    void readsEveryImageOfEveryPart() throws IOException {
        LabelledData data = LabelledData.at(file);
        var done = new TreeMap<Integer, Integer>();

        List<Example> examples = data.read(28, done::put).examples();

        assertThat(data.size()).isEqualTo(120);
        assertThat(done).hasSize(120).containsEntry(120, 120);
        assertThat(examples).hasSize(120);
        assertThat(examples).extracting(Example::id).contains("train/00089", "val/00011", "test/00017");
        assertThat(examples.stream().filter(example -> example.truth() == Truth.NORMAL))
                .hasSize(40);
        assertThat(examples.stream().filter(example -> example.truth() == Truth.PNEUMONIA))
                .hasSize(80);
        assertThat(examples.stream().map(Example::child).distinct()).hasSize(120);
    }

    /** The pixels as NumPy shows them: {@code test_images[0, 0, :5]} and {@code test_images[4, 27, 20:]}. */
    @Test
    void keepsThePixelsAsTheyAre() throws IOException {
        List<Example> examples =
                LabelledData.at(file).read(28, (files, of) -> {}).examples();

        assertThat(pixels(examples, "test/00000", 0, 5)).containsExactly(72, 76, 84, 88, 96);
        assertThat(pixels(examples, "test/00004", 27 * 28 + 20, 8))
                .containsExactly(180, 184, 192, 196, 204, 208, 216, 220);
    }

    @Test
    void enlargesToTheSideThatIsAskedFor() throws IOException {
        Example example =
                LabelledData.at(file).read(56, (files, of) -> {}).examples().get(0);

        assertThat(example.image().width()).isEqualTo(56);
        assertThat(example.image().pixels()[0]).isEqualTo(example.image().pixels()[57]);
    }

    @Test
    void findsTheArchiveInAFolderUnlessThereAreSeveral() throws IOException {
        assertThat(LabelledData.at(folder)).isInstanceOf(MedMnistFile.class);

        Files.copy(file, folder.resolve("pneumoniamnist_64.npz"));

        assertThatThrownBy(() -> LabelledData.at(folder))
                .hasMessageContaining("2 archives")
                .hasMessageContaining("name one");
    }

    @Test
    void saysWhatIsWrongWithAnArchive() throws IOException {
        Map<String, byte[]> entries = new TreeMap<>(ZipArchive.read(Files.readAllBytes(file)));
        entries.put("val_images.npy", "no array".getBytes(UTF_8));
        Path broken = Files.write(folder.resolve("pneumoniamnist_128.npz"), ZipArchive.write(entries));
        entries.remove("test_labels.npy");
        Path lacking = Files.write(folder.resolve("pneumoniamnist_224.npz"), ZipArchive.write(entries));

        assertThatThrownBy(() -> LabelledData.at(broken).read(28, (files, of) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("val_images.npy cannot be read: it is no NumPy array");
        assertThatThrownBy(() -> LabelledData.at(lacking))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no test_labels.npy");
    }

    private static List<Integer> pixels(List<Example> examples, String id, int from, int count) {
        byte[] pixels = examples.stream()
                .filter(example -> example.id().equals(id))
                .findFirst()
                .orElseThrow()
                .image()
                .pixels();
        return IntStream.range(from, from + count)
                .mapToObj(i -> pixels[i] & 0xff)
                .toList();
    }
}
