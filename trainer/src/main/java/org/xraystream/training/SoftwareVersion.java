package org.xraystream.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this software, for a model's provenance. */
final class SoftwareVersion {

    /** What runs from a build folder instead of a released jar. */
    static final String UNRELEASED = "unreleased";

    private static final String MAVEN = "/META-INF/maven/org.xraystream/trainer/pom.properties";

    private SoftwareVersion() {}

    static String current() {
        try (InputStream in = SoftwareVersion.class.getResourceAsStream(MAVEN)) {
            if (in == null) {
                return UNRELEASED;
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", UNRELEASED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
