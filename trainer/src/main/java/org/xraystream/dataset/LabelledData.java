package org.xraystream.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Labelled radiographs on disk, in one of the layouts that we read. */
public sealed interface LabelledData permits KaggleFolder, MedMnistFile {

    /** How many pictures there are. */
    int size();

    /**
     * Decodes all pictures.
     *
     * @param side rows and columns of the examples
     */
    Contents read(int side, Progress progress) throws IOException;

    /** Finds out the layout of a file or folder and lists what it holds; no picture is read yet. */
    static LabelledData at(Path path) throws IOException {
        Optional<Path> archive = MedMnistFile.find(path);
        return archive.isPresent() ? MedMnistFile.open(archive.get()) : KaggleFolder.list(path);
    }

    /** Told after each picture; may be called from several threads. */
    interface Progress {
        void done(int files, int of);
    }

    /**
     * What there is, in the order of the pictures' names.
     *
     * @param examples what can be learnt from
     * @param problems what cannot, and why
     */
    record Contents(List<Example> examples, List<Problem> problems) {
        public Contents {
            examples = List.copyOf(examples);
            problems = List.copyOf(problems);
        }

        /** The same, told apart so finely; what is not told so finely becomes a problem. */
        public Contents as(Classes classes) {
            var told = new ArrayList<Example>();
            var untold = new ArrayList<>(problems);
            for (Example example : examples) {
                classes.of(example.truth())
                        .ifPresentOrElse(
                                truth -> told.add(new Example(example.id(), example.child(), truth, example.image())),
                                () -> untold.add(
                                        new Problem(example.id(), "its name does not tell the kind of pneumonia")));
            }
            return new Contents(told, untold);
        }
    }

    /**
     * A picture that is no example.
     *
     * @param file path below the root
     * @param detail why, in words
     */
    record Problem(String file, String detail) {}
}
