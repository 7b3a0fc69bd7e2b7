package org.xraystream.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.xraystream.image.EncodedImage;

/**
 * What a benchmark is given.
 *
 * @param images radiographs that the input gate accepts, sent over and over
 * @param scans how many scans a run reads
 * @param rounds how often everything is measured
 * @param soak how long a benchmark of endurance lasts
 * @param broker starts one
 * @param audience told what is under way
 */
public record Workbench(
        List<EncodedImage> images,
        int scans,
        int rounds,
        Duration soak,
        Supplier<RunningBroker> broker,
        Consumer<String> audience) {

    public Workbench {
        images = List.copyOf(images);
    }

    /** The radiograph of the scan with this number. */
    EncodedImage image(int scan) {
        return images.get(scan % images.size());
    }

    void say(String what) {
        audience.accept(what);
    }
}
