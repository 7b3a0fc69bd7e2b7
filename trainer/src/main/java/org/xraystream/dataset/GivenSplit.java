package org.xraystream.dataset;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Divides examples as their data set does, into its folders {@code train}, {@code val} and {@code test}. Where
 * {@code val} is too small to calibrate on (Kaggle's has 16 images), it is put together with {@code train}, and the two
 * are divided by child. Images in none of the folders belong to no part.
 *
 * @param instead where {@code val} is too small: how {@code train} and {@code val} are divided
 */
public record GivenSplit(ChildSplit instead) implements Split {
    /** Normals, and pneumonias, without which thresholds cannot be chosen to a few percent. */
    private static final int ENOUGH = 50;

    private static final String RULE = "as given in train, val and test; where val has fewer than " + ENOUGH
            + " of normal or pneumonia, train and val are divided ";
    private static final Set<String> FOLDERS = Set.of("train", "val", "test");

    public GivenSplit {
        if (instead.testShare() != 0) {
            throw new IllegalArgumentException(
                    "testShare: " + instead.testShare() + " given, none allowed where the test part is given");
        }
    }

    @Override
    public Parts split(List<Example> examples) {
        List<Example> training = in("train", examples);
        List<Example> validation = in("val", examples);
        List<Example> test = in("test", examples);
        if (isEnough(validation)) {
            return new Parts(training, validation, test);
        }
        Parts parts = instead.split(
                Stream.concat(training.stream(), validation.stream()).toList());
        return new Parts(parts.training(), parts.validation(), test);
    }

    /** Whether the given {@code val} is large enough to be used. */
    public boolean usesGivenValidation(List<Example> examples) {
        return isEnough(in("val", examples));
    }

    private static List<Example> in(String folder, List<Example> examples) {
        return examples.stream()
                .filter(example -> folderOf(example.id()).filter(folder::equals).isPresent())
                .toList();
    }

    /** The first folder of a path that says to which part it belongs. */
    private static Optional<String> folderOf(String id) {
        return Stream.of(id.split("/", -1)).filter(FOLDERS::contains).findFirst();
    }

    private static boolean isEnough(List<Example> examples) {
        long ill = examples.stream()
                .filter(example -> example.truth().isPneumonia())
                .count();
        return Math.min(ill, examples.size() - ill) >= ENOUGH;
    }

    @Override
    public String description() {
        return RULE + instead.description();
    }

    static Optional<GivenSplit> described(String words) {
        return words.startsWith(RULE)
                ? ChildSplit.described(words.substring(RULE.length()))
                        .filter(split -> split.testShare() == 0)
                        .map(GivenSplit::new)
                : Optional.empty();
    }
}
