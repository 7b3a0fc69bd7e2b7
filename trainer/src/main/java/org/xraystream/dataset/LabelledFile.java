package org.xraystream.dataset;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What path and name of a file in the Kaggle layout say of the image.
 *
 * @param child names the patient: {@code person12} for every {@code person12_...}, whatever the class;
 *     {@code IM-0115} and {@code NORMAL2-IM-0115}, two series that number their children apart; else the file's own name
 * @param truth from the nearest folder named {@code NORMAL} or {@code PNEUMONIA}, the kind of pneumonia from the name
 *     if that tells it
 */
public record LabelledFile(String child, Truth truth) {
    private static final Pattern PERSON = Pattern.compile("(person\\d+)_.*");
    private static final Pattern NORMAL_SERIES = Pattern.compile("((?:NORMAL2-)?IM-\\d+)-.*");

    /** Reads a file's path; empty if it does not tell normal from pneumonia. */
    public static Optional<LabelledFile> parse(Path path) {
        String name = path.getFileName().toString();
        return truth(path.toAbsolutePath(), name).map(truth -> new LabelledFile(child(name), truth));
    }

    private static Optional<Truth> truth(Path path, String name) {
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            if (folder.endsWith("NORMAL")) {
                return Optional.of(Truth.NORMAL);
            }
            if (folder.endsWith("PNEUMONIA")) {
                return Optional.of(kindOfPneumonia(name.toLowerCase(Locale.ROOT)));
            }
        }
        return Optional.empty();
    }

    private static Truth kindOfPneumonia(String name) {
        boolean bacterial = name.contains("bacteria");
        boolean viral = name.contains("virus");
        if (bacterial == viral) {
            return Truth.PNEUMONIA;
        }
        return bacterial ? Truth.BACTERIAL_PNEUMONIA : Truth.VIRAL_PNEUMONIA;
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
