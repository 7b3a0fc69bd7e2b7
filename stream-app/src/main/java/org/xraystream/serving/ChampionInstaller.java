package org.xraystream.serving;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.engine.Model;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.InvalidBundleException.Reason;
import org.xraystream.service.release.ReleaseListener;
import org.xraystream.service.release.ReleaseLoader;

/**
 * Puts each released champion in force, beside the threads that serve. A release that is refused changes nothing; at
 * the start the newest release that can be loaded is taken, so that a bad one is survived by a restart too.
 */
public final class ChampionInstaller implements ReleaseListener {

    private static final Logger log = LoggerFactory.getLogger(ChampionInstaller.class);

    private final ReleaseLoader loader;
    private final ServingModel serving;
    private final MeterRegistry metrics;
    private final Timer swaps;

    /** An installer for this serving. */
    public ChampionInstaller(ReleaseLoader loader, ServingModel serving, MeterRegistry metrics) {
        this.loader = loader;
        this.serving = serving;
        this.metrics = metrics;
        this.swaps = metrics.timer("xraystream.model.swaps");
    }

    @Override
    public void releasedBefore(List<ModelRelease> newestFirst) {
        for (ModelRelease release : newestFirst) {
            if (release.getSlot() == ModelSlot.CHAMPION && install(release) instanceof Replacement.Installed) {
                return;
            }
        }
    }

    @Override
    public void released(ModelRelease release) {
        if (release.getSlot() == ModelSlot.CHAMPION) {
            install(release);
        }
    }

    /** Loads the release and puts it in force, or says why not. */
    Replacement install(ModelRelease release) {
        Timer.Sample timing = Timer.start();
        try {
            Model model = loader.load(release);
            serving.replace(model);
            timing.stop(swaps);
            log.atInfo()
                    .addKeyValue("modelVersion", release.getVersion())
                    .addKeyValue("sha256", release.getSha256())
                    .log("model installed");
            return new Replacement.Installed(release.getVersion());
        } catch (InvalidBundleException e) {
            return refuse(release, e.reason(), e);
        } catch (RuntimeException e) {
            return refuse(release, Reason.LOAD_FAILED, e);
        }
    }

    private Replacement refuse(ModelRelease release, Reason reason, Exception cause) {
        metrics.counter("xraystream.model.refusals", "reason", reason.name()).increment();
        log.atError()
                .addKeyValue("modelVersion", release.getVersion())
                .addKeyValue("sha256", release.getSha256())
                .addKeyValue("reason", reason)
                .setCause(cause)
                .log("released model refused, the one before goes on serving");
        return new Replacement.Refused(release.getVersion(), reason, String.valueOf(cause.getMessage()));
    }
}
