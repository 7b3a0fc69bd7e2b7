package org.xraystream.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.ModelBundle;
import org.xraystream.recall.RecallResult;
import org.xraystream.service.settings.Connection;

/**
 * Two ways in which bad feedback could harm: a careless reader gives a third of the scans the opposite label, and somebody
 * releases a model by hand that was trained on labels turned round. What is learned from the first must not be promoted;
 * the second must be taken back by itself, and what it said must be amended.
 */
public final class BadFeedback implements Play {

    /** Labels after which 95 of 100 bad champions are taken back: decision 014. */
    static final int MOST_LABELS = 113;

    private static final double CARELESS = 1 / 3.0;
    /** Labels after which the story ends without a rollback. */
    private static final int PATIENCE_IN_LABELS = 3 * MOST_LABELS;

    private static final int SCANS_AFTERWARDS = 100;
    private static final Duration PATIENCE_FOR_RELEASE = Duration.ofMinutes(20);
    private static final Duration PATIENCE_FOR_SWAP = Duration.ofSeconds(30);

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
    public BadFeedback(Cohort cohort, int labels, double rate, Path chart) {
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
        return "A careless reader labels " + labels + " scans, a third of them wrongly; then somebody"
                + " releases a model trained on labels turned round; " + cohort.description()
                + ", of children whom the model was not trained on.";
    }

    @Override
    public int scans() {
        return cohort.taught().size() + MOST_LABELS + SCANS_AFTERWARDS;
    }

    @Override
    public BadFeedbackOutcome play(Connection connection, Audience audience) throws IOException, InterruptedException {
        Set<String> taught = cohort.taughtChildren();
        try (Hospital hospital = Hospital.open(connection, audience);
                var administrator = new Administrator(connection)) {
            var careless = new Radiologist(hospital.labels(), "careless-reader", taught::contains, CARELESS, labels);
            hospital.employ(careless);
            for (DemoImage image : cohort.taught()) {
                var unused = hospital.send(image, pause);
            }
            hospital.awaitOutcomes();
            hospital.dismiss(careless);
            audience.event("The careless reader gave " + careless.labels() + " labels; the trainer retrains.");
            boolean unused = Hospital.waitFor(() -> !hospital.releases().isEmpty(), PATIENCE_FOR_RELEASE);
            Optional<ModelRelease> learned = hospital.releases().stream().findFirst();

            audience.event("Somebody trains a model on labels turned round.");
            ModelBundle poisoned = Poison.brew(cohort.taught());
            String bad = poisoned.manifest().version();
            administrator.release(poisoned);
            awaitSwap(hospital, bad);
            var careful = new Radiologist(
                    hospital.labels(), "careful-reader", child -> !taught.contains(child), 0, PATIENCE_IN_LABELS);
            hospital.employ(careful);
            int given = sendUntilTakenBack(hospital, bad, careful);
            audience.event("The careful reader gave " + given + " labels until the rollback.");
            Optional<ModelRelease> putBack = putBack(hospital, bad);
            if (putBack.isPresent()) {
                awaitSwap(hospital, putBack.get().getVersion());
                for (DemoImage image : cohort.judged().subList(0, SCANS_AFTERWARDS)) {
                    var unusedScan = hospital.send(image, pause);
                }
            }
            hospital.awaitOutcomes();
            Optional<RecallResult> recalled =
                    putBack.isPresent() ? Optional.of(administrator.recall(bad)) : Optional.empty();
            recalled.ifPresent(result -> audience.event("The " + result.listed() + " diagnoses of " + bad
                    + " were recalled: " + result.changed() + " findings changed."));
            Files.write(chart, BadFeedbackChart.png(hospital.ledger().diagnoses(), bad));
            audience.event("Drawn in " + chart.toAbsolutePath());
            return BadFeedbackOutcome.of(
                    hospital, learned, bad, given, putBack, recalled, administrator.shadowDiagnoses());
        }
    }

    /** Sends scans that nobody labels until this model has read one. */
    private void awaitSwap(Hospital hospital, String version) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_FOR_SWAP.toNanos();
        for (int i = 0; !hospital.ledger().latestVersion().equals(version) && System.nanoTime() < deadline; i++) {
            var unused = hospital.send(cohort.taught().get(i % cohort.taught().size()), pause);
        }
    }

    /** @return how many labels were given until then */
    private int sendUntilTakenBack(Hospital hospital, String bad, Radiologist reader) throws InterruptedException {
        List<DemoImage> images = cohort.judged();
        for (int i = 0; putBack(hospital, bad).isEmpty() && reader.labels() < PATIENCE_IN_LABELS; i++) {
            var unused = hospital.send(images.get(i % images.size()), pause);
        }
        return reader.labels();
    }

    /** The release that put another champion in place of the bad one. */
    private static Optional<ModelRelease> putBack(Hospital hospital, String bad) {
        return hospital.releases().stream()
                .filter(release -> release.getSlot() == ModelSlot.CHAMPION)
                .dropWhile(release -> !release.getVersion().equals(bad))
                .skip(1)
                .findFirst();
    }
}
