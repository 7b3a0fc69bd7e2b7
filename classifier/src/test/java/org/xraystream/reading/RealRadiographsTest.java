package org.xraystream.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xraystream.gate.AcquisitionTags;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.TestScans;

/** Holds the gate's limits against every real radiograph there is. */
class RealRadiographsTest {

    @Test
    void refusesNone() throws IOException {
        Optional<Path> data = TestScans.realData();
        assumeTrue(data.isPresent(), "skipped: no real radiographs at ../shared/data, and XRAY_DATA is not set");
        List<Path> files = jpegsBelow(data.get());

        List<String> refused = files.parallelStream()
                .filter(file -> read(file) instanceof Reading.Rejected)
                .map(file -> file + ": " + read(file))
                .toList();

        assertThat(files).isNotEmpty();
        assertThat(refused).isEmpty();
    }

    private static Reading read(Path file) {
        try {
            var image = new EncodedImage("image/jpeg", Files.readAllBytes(file));
            return ScanReader.ofPaediatricChests().read(image, AcquisitionTags.NONE, FixedJudge.NORMAL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> jpegsBelow(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".jpeg")).toList();
        }
    }
}
