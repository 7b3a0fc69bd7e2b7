package org.xraystream.quality;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.service.release.ReleaseListener;
import org.xraystream.service.release.ReleaseLoader;

/**
 * Which models were champion, one after the other, the shipped one first. Releases that no instance can load count for
 * nothing.
 *
 * <p>Thread-safe.
 */
final class Reigns implements ReleaseListener {

    private static final Logger log = LoggerFactory.getLogger(Reigns.class);
    private static final int KEPT = 5;

    private final ReleaseLoader loader;
    private final List<Reign> reigns = new ArrayList<>();

    Reigns(ReleaseLoader loader) {
        this.loader = loader;
        ModelBundle shipped = ModelBundle.shipped();
        reigns.add(new Reign(shipped.manifest().version(), Instant.EPOCH, shipped, Instant.EPOCH, 0));
    }

    /**
     * A champion.
     *
     * @param since when it was released
     * @param labelsUntil the newest label it was trained on
     * @param trainedOn how many labelled scans it was trained on
     */
    record Reign(String version, Instant since, ModelBundle bundle, Instant labelsUntil, long trainedOn) {}

    /** A new champion and the one before it. */
    record Succession(Reign champion, Reign predecessor) {}

    @Override
    public void releasedBefore(List<ModelRelease> newestFirst) {
        newestFirst.stream()
                .sorted(Comparator.comparing(ModelRelease::getReleasedAt))
                .forEach(this::released);
    }

    @Override
    public synchronized void released(ModelRelease release) {
        boolean isInForce = reigns.get(reigns.size() - 1).version().equals(release.getVersion());
        if (release.getSlot() != ModelSlot.CHAMPION || isInForce) {
            return;
        }
        try {
            loader.load(release).close();
            Instant labelsUntil = release.getLabelsUntil();
            reigns.add(new Reign(
                    release.getVersion(),
                    release.getReleasedAt(),
                    loader.bundleOf(release),
                    labelsUntil == null ? Instant.EPOCH : labelsUntil,
                    release.getTrainedOn()));
            if (reigns.size() > KEPT) {
                reigns.remove(0);
            }
        } catch (InvalidBundleException e) {
            log.atWarn()
                    .addKeyValue("modelVersion", release.getVersion())
                    .addKeyValue("reason", e.reason())
                    .log("released champion does not load, its predecessor is thought in force");
        }
    }

    /**
     * The champion to be watched and its predecessor; empty where the champion is no new one: it was champion before, so
     * either another was taken back for it or a person wants it whatever was found.
     */
    synchronized Optional<Succession> succession() {
        Reign champion = reigns.get(reigns.size() - 1);
        List<Reign> earlier = reigns.subList(0, reigns.size() - 1);
        boolean isNew = earlier.stream().noneMatch(reign -> reign.version().equals(champion.version()));
        return isNew && !earlier.isEmpty()
                ? Optional.of(new Succession(champion, earlier.get(earlier.size() - 1)))
                : Optional.empty();
    }
}
