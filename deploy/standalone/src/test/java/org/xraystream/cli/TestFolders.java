package org.xraystream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.xraystream.image.TestScans;

/** Folders of drawn radiographs in the Kaggle layout. */
final class TestFolders {
    /** An archive in the layout of PneumoniaMNIST with drawn images: 90 to train on, 12 and 18 more. */
    static final Path MNIST = Path.of("../../trainer/src/test/resources/org/xraystream/dataset/pneumoniamnist.npz");

    private TestFolders() {}

    /** As many children of each of the three categories, one image each; the ill have an opacity. */
    static Path labelled(Path folder, int childrenOfEach) throws IOException {
        for (int i = 0; i < childrenOfEach; i++) {
            save(folder, String.format("NORMAL/IM-%04d-0001.jpeg", i), 3L * i, 0);
            save(folder, String.format("PNEUMONIA/person%d_bacteria_1.jpeg", i), 3L * i + 1, 0.9);
            save(folder, String.format("PNEUMONIA/person%d_virus_1.jpeg", childrenOfEach + i), 3L * i + 2, 0.6);
        }
        return folder;
    }

    private static void save(Path folder, String name, long seed, double opacity) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, TestScans.radiograph(seed, opacity).content());
    }
}
