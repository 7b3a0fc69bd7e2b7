package org.xraystream.retraining;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.service.release.ReleaseListener;
import org.xraystream.service.release.ReleaseLoader;

/**
 * Knows the champion to challenge, which is the shipped model until another is released, and up to which label the
 * models released so far have learned.
 *
 * <p>Thread-safe.
 */
final class ChampionTracker implements ReleaseListener {

    private static final Logger log = LoggerFactory.getLogger(ChampionTracker.class);

    private final ReleaseLoader loader;
    private final Set<String> versions = ConcurrentHashMap.newKeySet();
    private volatile Champion champion = new Champion(ModelBundle.shipped(), Instant.EPOCH);
    private volatile Instant labelsUntil = Instant.EPOCH;

    ChampionTracker(ReleaseLoader loader) {
        this.loader = loader;
    }

    @Override
    public void releasedBefore(List<ModelRelease> newestFirst) {
        newestFirst.forEach(this::note);
        for (ModelRelease release : newestFirst) {
            if (release.getSlot() == ModelSlot.CHAMPION && take(release)) {
                return;
            }
        }
    }

    @Override
    public void released(ModelRelease release) {
        note(release);
        if (release.getSlot() == ModelSlot.CHAMPION) {
            take(release);
        }
    }

    Champion champion() {
        return champion;
    }

    /** The newest label that any model has learned from, champion or not. */
    Instant labelsUntil() {
        return labelsUntil;
    }

    /** Whether a model of this version has been released, into whichever slot, as far as is still known. */
    boolean knows(String version) {
        return versions.contains(version);
    }

    private void note(ModelRelease release) {
        versions.add(release.getVersion());
        Instant until = release.getLabelsUntil();
        if (until != null && until.isAfter(labelsUntil)) {
            labelsUntil = until;
        }
    }

    private boolean take(ModelRelease release) {
        try {
            Instant learnedUntil = release.getLabelsUntil();
            champion = new Champion(loader.bundleOf(release), learnedUntil == null ? Instant.EPOCH : learnedUntil);
            return true;
        } catch (InvalidBundleException e) {
            log.atError()
                    .addKeyValue("modelVersion", release.getVersion())
                    .addKeyValue("reason", e.reason())
                    .log("released champion is no valid bundle, the one before is challenged");
            return false;
        }
    }
}
