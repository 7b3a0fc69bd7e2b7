package org.xraystream.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed broker would do to transactions under load is shown by {@code StreamAppFaultsIT}. */
class KilledBrokerIT {
    private static final String DEPOSED = "the broker before was killed, and is deposed";

    @Test
    void isDeposedBeforeTheNextOneStarts(@TempDir Path directory) throws Exception {
        // Given
        Path log = directory.resolve("broker.log");
        try (var broker = BrokerProcess.start(directory, 0)) {
            broker.kill();
        }
        assertThat(Files.readString(log)).doesNotContain(DEPOSED);

        // When
        BrokerProcess.start(directory, 0).close();

        // Then
        assertThat(Files.readString(log)).containsOnlyOnce(DEPOSED);
        BrokerProcess.start(directory, 0).close();
        assertThat(Files.readString(log))
                .as("nothing to depose after an orderly stop")
                .containsOnlyOnce(DEPOSED);
    }
}
