package org.xraystream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingReportTest {

    @ParameterizedTest
    @CsvSource({"PT0S,0 s", "PT1M59S,119 s", "PT2M59S,2 min", "PT59M59S,59 min", "PT1H5M,1 h 5 min", "PT30H,30 h 0 min"
    })
    void tellsTimeAsPeopleDo(Duration duration, String words) {
        assertThat(TrainingReport.inWords(duration)).isEqualTo(words);
    }
}
