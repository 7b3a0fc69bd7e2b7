package org.xraystream.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The programs of dcmtk, another maker's reading of the DICOM standard (Debian package {@code dcmtk}). */
public final class Dcmtk {
    private static final int SECONDS = 60;

    private Dcmtk() {}

    /** Skips the test, saying so, where a program is not installed. */
    public static void assumeInstalled(String program) {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                "skipped: no " + program + " here (Debian's packages dcmtk and orthanc)");
    }

    /** Runs a program to its end, which must be a good one. */
    public static void run(Object... command) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(Arrays.stream(command).map(Object::toString).toList());
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(words + " said: " + said);
        }
    }

    /** The greys that dcmtk makes of a file, 0 to 65535. */
    static int[] greys(Path file, String... options) throws IOException, InterruptedException {
        Path picture = file.resolveSibling(file.getFileName() + ".pnm");
        List<Object> command = new ArrayList<>(List.of("dcmj2pnm", "+opw"));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of(file, picture));
        run(command.toArray());
        // P2, size, maximum, then the samples; comments begin with #.
        return Files.readAllLines(picture).stream()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> Arrays.stream(line.strip().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .skip(4)
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
