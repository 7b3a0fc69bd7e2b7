package org.xraystream.service.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The settings of a service, by flat lower-case names such as {@code kafka.bootstrap.servers}.
 *
 * <p>They come from a properties file and from the environment, which wins: {@code XRAYSTREAM_KAFKA_BOOTSTRAP_SERVERS}
 * sets {@code kafka.bootstrap.servers} (a double underscore stands for a hyphen). Names below {@code kafka.} and
 * {@code registry.} reach the Kafka and registry clients as they are, so that every security set-up works.
 *
 * <p>Immutable.
 */
public final class Settings {

    private static final String PREFIX = "XRAYSTREAM_";
    /** Names the properties file. */
    public static final String FILE_VARIABLE = PREFIX + "CONFIG";

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Exactly these settings. */
    public static Settings of(Map<String, String> values) {
        return new Settings(values);
    }

    /**
     * Settings from the files that {@code XRAYSTREAM_CONFIG} and the arguments name, later ones winning, and from the
     * environment, which wins over all.
     *
     * @throws InvalidSettingException if a file cannot be read
     */
    public static Settings load(Map<String, String> environment, String... files) {
        var values = new HashMap<String, String>();
        Optional.ofNullable(environment.get(FILE_VARIABLE)).ifPresent(file -> values.putAll(read(Path.of(file))));
        for (String file : files) {
            values.putAll(read(Path.of(file)));
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !name.equals(FILE_VARIABLE)) {
                values.put(settingOf(name), value);
            }
        });
        return new Settings(values);
    }

    /**
     * The properties of a file.
     *
     * @throws InvalidSettingException if it cannot be read
     */
    public static Map<String, String> read(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidSettingException("settings file " + file + " cannot be read: " + e.getMessage());
        }
        var values = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    private static String settingOf(String variable) {
        return variable.substring(PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace("__", "-")
                .replace('_', '.');
    }

    /** These settings with others put over them. */
    public Settings with(Map<String, String> others) {
        var merged = new HashMap<>(values);
        merged.putAll(others);
        return new Settings(merged);
    }

    /** A setting that must be there. */
    public String text(String name) {
        return find(name)
                .orElseThrow(() -> new InvalidSettingException(name + " is missing: set it in the file or as " + PREFIX
                        + name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "__")));
    }

    /** A setting, or what is used without it. */
    public String text(String name, String otherwise) {
        return find(name).orElse(otherwise);
    }

    /** A setting that may be absent; blank counts as absent. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** A whole number between two bounds, both allowed. */
    public int number(String name, int otherwise, int least, int most) {
        String value = text(name, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of bounds.
        }
        throw new InvalidSettingException(
                name + "=" + value + ": must be a whole number from " + least + " to " + most);
    }

    /** A decimal number between two bounds, both allowed. */
    public double decimal(String name, double otherwise, double least, double most) {
        String value = text(name, Double.toString(otherwise));
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of bounds.
        }
        throw new InvalidSettingException(name + "=" + value + ": must be a number from " + least + " to " + most);
    }

    /** A duration in ISO 8601, for example {@code PT10M} or {@code P1D}. */
    public Duration duration(String name, Duration otherwise) {
        String value = text(name, otherwise.toString());
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new InvalidSettingException(name + "=" + value + ": must be an ISO 8601 duration such as PT10M");
        }
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String name, boolean otherwise) {
        String value = text(name, Boolean.toString(otherwise));
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidSettingException(name + "=" + value + ": must be true or false");
        };
    }

    /** All settings below a prefix, which is taken off their names. */
    public Map<String, String> below(String prefix) {
        var found = new TreeMap<String, String>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
