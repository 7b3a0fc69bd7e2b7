package org.xraystream.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.service.settings.Connection;

/**
 * A site gets another detector: the champion, which never saw its like, reads worse; a radiologist labels scans; the
 * trainer learns from them and releases a model that reads both well.
 *
 * <p>Every figure comes from the diagnoses that went through the stream. The same radiographs of the same children, whom
 * no model was taught, are sent before and after, as the old detector took them and as the new one did.
 */
public final class SiteShift implements Play {

    private static final Duration PATIENCE_FOR_RELEASE = Duration.ofMinutes(20);
    private static final Duration PATIENCE_FOR_SWAP = Duration.ofSeconds(30);
    private static final long SEED = 11;

    private final Cohort cohort;
    private final int labels;
    private final Duration pause;
    private final Path chart;

    /**
     * The story with these children.
     *
     * @param labels how many of the children's scans to learn from; a few more are taken, as some scans are refused
     * @param rate scans a second
     * @param chart where to draw it
     */
    public SiteShift(Cohort cohort, int labels, double rate, Path chart) {
        this.cohort = cohort;
        this.labels = labels;
        this.pause = Duration.ofNanos((long) (1e9 / rate));
        this.chart = chart;
    }

    @Override
    public Map<String, String> settings() {
        return cohort.retrainingSettings(labels);
    }

    @Override
    public String announcement() {
        return "A site gets another detector: " + labels + " scans are labelled, "
                + cohort.judged().size() + " others tell how well it reads; " + cohort.description()
                + ", of children whom the model was not trained on.";
    }

    @Override
    public int scans() {
        return cohort.taught().size() + 4 * cohort.judged().size();
    }

    @Override
    public SiteShiftOutcome play(Connection connection, Audience audience) throws IOException, InterruptedException {
        List<DemoImage> home = cohort.judged();
        List<DemoImage> shifted = retaken(home);
        List<DemoImage> taught = retaken(cohort.taught());
        Set<String> children = cohort.taughtChildren();
        try (Hospital hospital = Hospital.open(connection, audience)) {
            var radiologist =
                    new Radiologist(hospital.labels(), "simulated-radiologist", children::contains, 0, labels);
            hospital.employ(radiologist);

            audience.event("At home: as the old detector takes them.");
            Set<String> homeBefore = send(hospital, home);
            audience.event("The detector is replaced. The radiologist labels " + labels + " scans.");
            Set<String> shiftedBefore = send(hospital, shuffled(shifted, taught));
            hospital.awaitOutcomes();
            audience.event("The radiologist gave " + radiologist.labels() + " labels; the trainer retrains.");
            Set<String> whileTraining = radiologist.labels() < labels ? Set.of() : sendUntilReleased(hospital, shifted);
            Optional<ModelRelease> promoted = awaitSwap(hospital, home.get(0));
            Set<String> shiftedAfter = send(hospital, shifted);
            Set<String> homeAfter = send(hospital, home);
            hospital.awaitOutcomes();

            var phases = new SiteShiftOutcome.Phases(
                    homeBefore, shiftedBefore, whileTraining, shiftedAfter, homeAfter, children);
            var outcome = SiteShiftOutcome.of(hospital.ledger(), phases, promoted, radiologist.labels());
            Files.write(chart, SiteShiftChart.png(hospital.ledger().diagnoses(), phases, promoted));
            audience.event("Drawn in " + chart.toAbsolutePath());
            return outcome;
        }
    }

    /** The same children as the other detector takes them. */
    static List<DemoImage> retaken(List<DemoImage> images) throws IOException {
        List<DemoImage> retaken = new ArrayList<>();
        for (DemoImage image : images) {
            retaken.add(new DemoImage(image.name(), image.child(), image.truth(), OtherDetector.retake(image.image())));
        }
        return retaken;
    }

    private static List<DemoImage> shuffled(List<DemoImage> some, List<DemoImage> others) {
        List<DemoImage> all =
                new ArrayList<>(Stream.concat(some.stream(), others.stream()).toList());
        Collections.shuffle(all, new Random(SEED));
        return all;
    }

    private Set<String> send(Hospital hospital, List<DemoImage> images) throws InterruptedException {
        Set<String> scanIds = new HashSet<>();
        for (DemoImage image : images) {
            scanIds.add(hospital.send(image, pause));
        }
        return scanIds;
    }

    /** The site goes on while the trainer trains, with the same children again and again. */
    private Set<String> sendUntilReleased(Hospital hospital, List<DemoImage> images) throws InterruptedException {
        Set<String> scanIds = new HashSet<>();
        long deadline = System.nanoTime() + PATIENCE_FOR_RELEASE.toNanos();
        for (int i = 0; hospital.releases().isEmpty() && System.nanoTime() < deadline; i++) {
            scanIds.add(hospital.send(images.get(i % images.size()), pause));
        }
        return scanIds;
    }

    /** Sends one scan after the other until the promoted model has read one; empty if none was promoted. */
    private Optional<ModelRelease> awaitSwap(Hospital hospital, DemoImage image) throws InterruptedException {
        Optional<ModelRelease> promoted = hospital.releases().stream()
                .filter(release -> release.getSlot() == ModelSlot.CHAMPION)
                .findFirst();
        long deadline = System.nanoTime() + PATIENCE_FOR_SWAP.toNanos();
        while (promoted.isPresent()
                && !hospital.ledger().latestVersion().equals(promoted.get().getVersion())
                && System.nanoTime() < deadline) {
            var unused = hospital.send(image, pause);
        }
        return promoted;
    }
}
