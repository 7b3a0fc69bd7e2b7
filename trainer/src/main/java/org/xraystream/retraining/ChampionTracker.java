package org.xraystream.retraining;

import java.time.Instant;
import java.util.List;
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
    private volatile ModelBundle champion = ModelBundle.shipped();
    private volatile Instant labelsUntil = Instant.EPOCH;

    ChampionTracker(ReleaseLoader loader) {
        this.loader = loader;
    }

    @Override
    public void releasedBefore(List<ModelRelease> newestFirst) {
        newestFirst.forEach(this::noteLabels);
        for (ModelRelease release : newestFirst) {
            if (release.getSlot() == ModelSlot.CHAMPION && take(release)) {
                return;
            }
        }
    }

    @Override
    public void released(ModelRelease release) {
        noteLabels(release);
        if (release.getSlot() == ModelSlot.CHAMPION) {
            take(release);
        }
    }

    ModelBundle champion() {
        return champion;
    }

    Instant labelsUntil() {
        return labelsUntil;
    }

    private void noteLabels(ModelRelease release) {
        Instant until = release.getLabelsUntil();
        if (until != null && until.isAfter(labelsUntil)) {
            labelsUntil = until;
        }
    }

    private boolean take(ModelRelease release) {
        try {
            champion = loader.bundleOf(release);
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
