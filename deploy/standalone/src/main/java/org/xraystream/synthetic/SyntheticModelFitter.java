package org.xraystream.synthetic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.KaggleFolder;
import org.xraystream.dataset.LabelledData;
import org.xraystream.dataset.Truth;
import org.xraystream.model.Category;

/**
 * Fits the model that {@link SyntheticRadiographs} draws from to a folder of real radiographs in the Kaggle layout, and
 * writes it to a file. Run by whoever wants to make the shipped model anew:
 *
 * <pre>{@code java -cp ... org.xraystream.synthetic.SyntheticModelFitter DATA OUT}</pre>
 *
 * <p>What is written are means, principal components and noise levels over all images of a category: no image, and no
 * image's weights. The program prints what bears on whether a child could be recognised: how much the most influential
 * image contributes to a component, and how near synthetic images come to real ones, beside how near real ones come to
 * those of other children.
 */
public final class SyntheticModelFitter {
    private static final int SIDE = 128;
    private static final int COMPONENTS = 72;
    /** How many images of a category are compared with all others. */
    private static final int COMPARED = 100;

    private SyntheticModelFitter() {}

    /**
     * Fits and writes.
     *
     * @param arguments folder of the images, file to write
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: SyntheticModelFitter DATA OUT");
            System.exit(2);
        }
        LabelledData.Contents contents =
                KaggleFolder.list(Path.of(arguments[0])).read(SIDE, (files, of) -> {});
        contents.problems().forEach(problem -> System.err.println(problem.file() + ": " + problem.detail()));
        var appearances = new EnumMap<Category, Appearance>(Category.class);
        for (Category category : Category.values()) {
            List<Example> examples = contents.examples().stream()
                    .filter(example -> example.truth() == Truth.of(category))
                    .toList();
            appearances.put(category, fit(category, examples));
        }
        try (var out = Files.newOutputStream(Path.of(arguments[1]))) {
            new AppearanceModel(SIDE, appearances).write(out);
        }
        System.out.println(Files.size(Path.of(arguments[1])) + " bytes");
    }

    private static Appearance fit(Category category, List<Example> examples) {
        List<float[]> images =
                examples.stream().map(example -> grey(example.image().pixels())).toList();
        var principal = PrincipalComponents.of(images, COMPONENTS);
        var appearance =
                new Appearance(principal.mean(), principal.components(), Grain.measure(principal.residuals(), SIDE));
        System.out.printf(
                Locale.ROOT,
                "%s: %d images, %.1f %% of the variance in %d components, largest influence of one image %.1f %%;"
                        + " nearest real image at %.1f grey levels, of real images at %.1f%n",
                category,
                images.size(),
                100 * principal.explained(),
                COMPONENTS,
                100 * principal.largestInfluence(),
                nearestToSynthetic(appearance, images),
                nearestToReal(examples, images));
        return appearance;
    }

    /** Mean over synthetic images of the root mean square distance to the nearest real one. */
    private static double nearestToSynthetic(Appearance appearance, List<float[]> images) {
        var random = new Random(1);
        return IntStream.range(0, COMPARED)
                .mapToObj(i -> SyntheticRadiographs.shape(appearance, random))
                .toList()
                .parallelStream()
                .mapToDouble(drawn -> images.stream()
                        .mapToDouble(image -> distance(drawn, image))
                        .min()
                        .orElseThrow())
                .average()
                .orElseThrow();
    }

    /** The same between real images of different children. */
    private static double nearestToReal(List<Example> examples, List<float[]> images) {
        int step = images.size() / COMPARED;
        return IntStream.range(0, COMPARED)
                .map(i -> i * step)
                .parallel()
                .mapToDouble(i -> IntStream.range(0, images.size())
                        .filter(j ->
                                !examples.get(j).child().equals(examples.get(i).child()))
                        .mapToDouble(j -> distance(images.get(i), images.get(j)))
                        .min()
                        .orElseThrow())
                .average()
                .orElseThrow();
    }

    private static double distance(float[] a, float[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(squares / a.length);
    }

    private static float[] grey(byte[] pixels) {
        float[] grey = new float[pixels.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = Byte.toUnsignedInt(pixels[i]);
        }
        return grey;
    }
}
