package org.xraystream.dataset;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xraystream.model.Category;

/**
 * What path and name of a file in the Kaggle layout say of the image.
 *
 * @param child names the patient: {@code person12} for every {@code person12_...}, whatever the class;
 *     {@code IM-0115} and {@code NORMAL2-IM-0115}, two series that number their children apart; else the file's own name
 * @param category from the nearest folder named {@code NORMAL} or {@code PNEUMONIA}, and for pneumonia from the name
 */
public record LabelledFile(String child, Category category) {
    private static final Pattern PERSON = Pattern.compile("(person\\d+)_.*");
    private static final Pattern NORMAL_SERIES = Pattern.compile("((?:NORMAL2-)?IM-\\d+)-.*");

    /** Reads a file's path; empty if it does not tell the category. */
    public static Optional<LabelledFile> parse(Path path) {
        String name = path.getFileName().toString();
        return category(path.toAbsolutePath(), name).map(category -> new LabelledFile(child(name), category));
    }

    private static Optional<Category> category(Path path, String name) {
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            if (folder.endsWith("NORMAL")) {
                return Optional.of(Category.NORMAL);
            }
            if (folder.endsWith("PNEUMONIA")) {
                return kindOfPneumonia(name.toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    private static Optional<Category> kindOfPneumonia(String name) {
        boolean bacterial = name.contains("bacteria");
        boolean viral = name.contains("virus");
        if (bacterial == viral) {
            return Optional.empty();
        }
        return Optional.of(bacterial ? Category.BACTERIAL_PNEUMONIA : Category.VIRAL_PNEUMONIA);
    }

    private static String child(String name) {
        for (Pattern pattern : new Pattern[] {PERSON, NORMAL_SERIES}) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return name;
    }
}
