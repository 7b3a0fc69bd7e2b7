package org.xraystream.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xraystream.dataset.Series;
import org.xraystream.dataset.Truth;
import org.xraystream.evaluation.EvaluatedImage.PixelSize;

/**
 * The images that have something in common, scored apart: a model that is good on the whole may fail a part.
 *
 * @param by what divides the images: series, size or class
 * @param name which of the parts
 * @param estimates in a part of one class only sensitivity or specificity is defined
 */
public record Subgroup(By by, String name, Estimates estimates) {

    /** What divides the images. */
    public enum By {
        /** How the file is named, which tells from where in the data set it comes. */
        SERIES("Series, as the file's name tells"),
        /** Of the original, in megapixels. */
        SIZE("Size of the original"),
        /** The truth. */
        CLASS("What it shows");

        private final String title;

        By(String title) {
            this.title = title;
        }

        /** In words. */
        public String title() {
            return title;
        }
    }

    /** All parts of all three divisions that have any image, in a fixed order. */
    public static List<Subgroup> of(List<EvaluatedImage> images) {
        List<Subgroup> subgroups = new ArrayList<>();
        subgroups.addAll(divide(By.SERIES, images, image -> Optional.of(Series.of(image.id())), Series::inWords));
        subgroups.addAll(divide(By.SIZE, images, image -> image.original().map(Size::of), size -> size.inWords));
        subgroups.addAll(
                divide(By.CLASS, images, image -> Optional.of(image.judged().truth()), Subgroup::inWords));
        return List.copyOf(subgroups);
    }

    private static <K extends Comparable<K>> List<Subgroup> divide(
            By by, List<EvaluatedImage> images, Function<EvaluatedImage, Optional<K>> key, Function<K, String> name) {
        Map<K, List<JudgedExample>> parts = images.stream()
                .filter(image -> key.apply(image).isPresent())
                .collect(Collectors.groupingBy(
                        image -> key.apply(image).orElseThrow(),
                        TreeMap::new,
                        Collectors.mapping(EvaluatedImage::judged, Collectors.toList())));
        return parts.entrySet().stream()
                .map(part -> new Subgroup(by, name.apply(part.getKey()), Estimates.of(part.getValue())))
                .toList();
    }

    private static String inWords(Truth truth) {
        return truth.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Bounds at about the quartiles of the data set's originals (median 1.1 megapixels). */
    private enum Size {
        SMALL("below 0.5 megapixels", 0.5),
        MIDDLE("0.5 to 1 megapixels", 1),
        LARGE("1 to 2 megapixels", 2),
        LARGEST("2 megapixels and more", Double.POSITIVE_INFINITY);

        private final String inWords;
        private final double below;

        Size(String inWords, double below) {
            this.inWords = inWords;
            this.below = below;
        }

        static Size of(PixelSize original) {
            for (Size size : values()) {
                if (original.megapixels() < size.below) {
                    return size;
                }
            }
            return LARGEST;
        }
    }
}
