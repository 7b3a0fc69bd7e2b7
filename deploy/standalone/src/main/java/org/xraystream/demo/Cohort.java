package org.xraystream.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.dataset.KaggleFolder;
import org.xraystream.dataset.LabelledFile;
import org.xraystream.dataset.Split;
import org.xraystream.image.EncodedImage;
import org.xraystream.model.Category;
import org.xraystream.model.ModelBundle;
import org.xraystream.synthetic.SyntheticRadiographs;

/**
 * Children whom the shipped model was never trained on, in two parts that share no child, and the data that it comes from.
 *
 * @param description where the images come from, in words
 * @param taught images that are to be labelled
 * @param judged images on which models are judged and which nobody labels for learning
 * @param baseData a folder of labelled radiographs without the children that are taught: what must not be forgotten
 */
public record Cohort(String description, List<DemoImage> taught, List<DemoImage> judged, Path baseData) {

    /** As in a clinic, where more children are sent for a radiograph than have pneumonia. */
    private static final double NORMALS = 0.4;
    /** Images taught for each label that is wanted. */
    private static final double SPARE = 1.1;
    /** Fewer say nothing of a model. */
    private static final int FEWEST_JUDGED = 100;

    static final String CLINIC = "clinic/";

    private static final int SYNTHETIC_JUDGED = 400;
    private static final int SYNTHETIC_BASE = 1200;
    private static final long SEED = 5;

    public Cohort {
        taught = List.copyOf(taught);
        judged = List.copyOf(judged);
    }

    /**
     * Children of a folder in the Kaggle layout whom the shipped model's training held out.
     *
     * @param labels how many images to teach at least
     * @param baseData an empty folder, for links to the files
     * @throws IOException if the folder cannot be read, or holds too few such children
     */
    public static Cohort of(Path folder, int labels, Path baseData) throws IOException {
        List<Path> files = pictures(folder);
        Predicate<String> isHeldOut = heldOutFromShipped();
        Map<String, List<Path>> heldOut = new TreeMap<>();
        for (Path file : files) {
            LabelledFile.parse(file)
                    .filter(label -> label.truth().category().isPresent() && isHeldOut.test(label.child()))
                    .ifPresent(label -> heldOut.computeIfAbsent(label.child(), child -> new ArrayList<>())
                            .add(file));
        }
        int wanted = withSpare(labels);
        Set<Path> taught = pick(heldOut, wanted);
        List<Path> judged = heldOut.values().stream()
                .filter(images -> !taught.contains(images.get(0)))
                .flatMap(List::stream)
                .toList();
        if (taught.size() < wanted || judged.size() < FEWEST_JUDGED) {
            throw new IOException(folder + " holds " + (taught.size() + judged.size())
                    + " radiographs of children whom the shipped model was not trained on, " + wanted
                    + " to be labelled (" + Math.round(100 * NORMALS) + "% of them normal) and " + FEWEST_JUDGED
                    + " others are needed");
        }
        for (Path file : files) {
            if (!taught.contains(file)) {
                link(file, baseData.resolve(folder.relativize(file).toString()));
            }
        }
        return new Cohort("radiographs from " + folder, read(folder, taught), read(folder, judged), baseData);
    }

    /** Synthetic children, as many as are asked for. */
    public static Cohort synthetic(int labels, Path baseData) throws IOException {
        SyntheticRadiographs radiographs = SyntheticRadiographs.shipped();
        Random random = new Random(SEED);
        for (DemoImage image : draw(radiographs, "base", SYNTHETIC_BASE, random)) {
            Path file = baseData.resolve(image.name());
            Files.createDirectories(file.getParent());
            Files.write(file, image.image().content());
        }
        return new Cohort(
                "synthetic radiographs",
                draw(radiographs, "taught", withSpare(labels), random),
                draw(radiographs, "judged", SYNTHETIC_JUDGED, random),
                baseData);
    }

    private static Predicate<String> heldOutFromShipped() {
        return Split.described(ModelBundle.shipped().manifest().provenance().split())
                .filter(ChildSplit.class::isInstance)
                .map(ChildSplit.class::cast)
                .map(split -> (Predicate<String>) split::holdsOut)
                .orElse(child -> false);
    }

    private static int withSpare(int labels) {
        return (int) Math.ceil(SPARE * labels);
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(KaggleFolder::isPicture).sorted().toList();
        }
    }

    /** Whole children until there are so many images of either kind. */
    private static Set<Path> pick(Map<String, List<Path>> byChild, int labels) {
        List<List<Path>> children = new ArrayList<>(byChild.values());
        Collections.shuffle(children, new Random(SEED));
        int normals = (int) Math.round(NORMALS * labels);
        Set<Path> picked = new HashSet<>();
        take(children, Category.NORMAL::equals, normals, picked);
        take(children, truth -> truth != Category.NORMAL, labels - normals, picked);
        return picked;
    }

    private static void take(List<List<Path>> children, Predicate<Category> kind, int most, Set<Path> picked) {
        int left = most;
        for (List<Path> images : children) {
            boolean isOfKind =
                    images.stream().allMatch(image -> kind.test(truth(image).orElseThrow()));
            if (isOfKind && images.size() <= left) {
                picked.addAll(images);
                left -= images.size();
            }
        }
    }

    private static Optional<Category> truth(Path file) {
        return LabelledFile.parse(file).flatMap(label -> label.truth().category());
    }

    private static List<DemoImage> read(Path folder, Collection<Path> files) throws IOException {
        List<DemoImage> images = new ArrayList<>();
        for (Path file : files.stream().sorted().toList()) {
            images.add(atTheClinic(FolderImages.read(folder, file)));
        }
        Collections.shuffle(images, new Random(SEED));
        return images;
    }

    /** A clinic knows children by pseudonyms of its own, and its trainer divides them by these. */
    private static DemoImage atTheClinic(DemoImage image) {
        return new DemoImage(image.name(), CLINIC + image.child(), image.truth(), image.image());
    }

    private static void link(Path file, Path link) throws IOException {
        Files.createDirectories(link.getParent());
        try {
            Files.createSymbolicLink(link, file.toAbsolutePath());
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(file, link);
        }
    }

    private static List<DemoImage> draw(SyntheticRadiographs radiographs, String part, int count, Random random) {
        List<DemoImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean normal = i < NORMALS * count;
            Category truth =
                    normal ? Category.NORMAL : i % 2 == 0 ? Category.BACTERIAL_PNEUMONIA : Category.VIRAL_PNEUMONIA;
            String kind = truth == Category.BACTERIAL_PNEUMONIA ? "bacteria" : "virus";
            String name = normal
                    ? String.format(Locale.ROOT, "NORMAL/IM-%05d-%s.jpeg", i, part)
                    : String.format(Locale.ROOT, "PNEUMONIA/person%d_%s_%s.jpeg", i, kind, part);
            images.add(new DemoImage(
                    name,
                    part + "-child-" + i,
                    Optional.of(truth),
                    new EncodedImage(
                            "image/jpeg", radiographs.draw(truth, random).jpeg())));
        }
        Collections.shuffle(images, random);
        return images;
    }

    /** What a trainer must be told to learn from so many labels of the children that are taught. */
    Map<String, String> retrainingSettings(int labels) {
        return Map.of(
                "retraining.labels", Integer.toString(labels),
                "retraining.base-data", baseData.toString(),
                // So few labels: more of them to judge on, and fewer of the old images for each new one.
                "validation.share", "0.35",
                "promotion.least-cases", "20",
                "retraining.replay", "500",
                "retraining.epochs", "15",
                "retraining.patience", "4");
    }

    /** The children that are taught. */
    Set<String> taughtChildren() {
        return taught.stream().map(DemoImage::child).collect(Collectors.toUnmodifiableSet());
    }
}
