package org.xraystream.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xraystream.event.Drift;
import org.xraystream.event.Finding;
import org.xraystream.quality.ScanHistory.Reading;

class DriftWatchTest {

    private static final int SIZE = 200;

    private final Random random = new Random(1);
    private final DriftWatch watch = new DriftWatch(SIZE);

    @Test
    void saysNothingBeforeThereAreEnoughScans() {
        read(2 * SIZE - 1, 120, 0.4);

        assertThat(watch.drift()).isEmpty();
    }

    @Test
    void staysCalmOverManyScansOfTheSameKind() {
        read(SIZE, 120, 0.4);
        int alarms = 0;
        for (int look = 0; look < 100; look++) {
            read(100, 120, 0.4);
            alarms += alarms().size();
        }

        assertThat(watch.drift()).hasSize(5);
        assertThat(alarms).isZero();
    }

    @Test
    void seesADevicesOtherExposure() {
        read(2 * SIZE, 120, 0.4);
        read(SIZE, 140, 0.4);

        assertThat(alarms()).extracting(Drift::getMeasure).containsExactly("brightness");
    }

    @Test
    void seesAModelThatFindsPneumoniaNearlyEverywhere() {
        read(2 * SIZE, 120, 0.4);
        read(SIZE, 120, 0.9);

        assertThat(alarms()).extracting(Drift::getMeasure).containsExactly("sharePneumonia");
    }

    @Test
    void watchesWhatItCanWhereOlderDiagnosesDoNotSayHowTheImageLooked() {
        for (int scan = 0; scan < 2 * SIZE; scan++) {
            watch.add(new Reading("v1", true, false, Finding.NORMAL, scan, null, null, null));
        }

        assertThat(watch.drift()).extracting(Drift::getMeasure).containsExactly("sharePneumonia", "shareUncertain");
    }

    private List<Drift> alarms() {
        return watch.drift().stream()
                .filter(drift -> drift.getStabilityIndex() > drift.getBound())
                .toList();
    }

    private void read(int scans, double brightness, double sharePneumonia) {
        for (int scan = 0; scan < scans; scan++) {
            watch.add(new Reading(
                    "v1",
                    true,
                    false,
                    random.nextDouble() < sharePneumonia ? Finding.PNEUMONIA : Finding.NORMAL,
                    scan,
                    0.6 + 0.1 * random.nextGaussian(),
                    brightness + 20 * random.nextGaussian(),
                    50 + 8 * random.nextGaussian()));
        }
    }
}
