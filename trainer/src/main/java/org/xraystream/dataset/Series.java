package org.xraystream.dataset;

import java.util.regex.Pattern;

/**
 * From which series of the data set an image comes, as its file's name tells. The two series of normals were taken
 * apart, so a model that tells them from one another may have learnt the camera and not the chest.
 */
public enum Series {
    BACTERIA("person..._bacteria", "person\\d+_bacteria_.*"),
    VIRUS("person..._virus", "person\\d+_virus_.*"),
    IM("IM-...", "IM-\\d+-.*"),
    NORMAL2("NORMAL2-IM-...", "NORMAL2-IM-\\d+-.*"),
    OTHER("other names", ".*");

    private final String inWords;
    private final Pattern names;

    Series(String inWords, String names) {
        this.inWords = inWords;
        this.names = Pattern.compile(names);
    }

    /** The series of an image with this path, slashes between its folders. */
    public static Series of(String id) {
        String name = id.substring(id.lastIndexOf('/') + 1);
        for (Series series : values()) {
            if (series.names.matcher(name).matches()) {
                return series;
            }
        }
        return OTHER;
    }

    /** How its files are named. */
    public String inWords() {
        return inWords;
    }
}
