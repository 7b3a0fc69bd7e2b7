package org.xraystream.serving;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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
 * Puts each released model in force in its slot, beside the threads that serve. A release that is refused changes
 * nothing; at the start the newest releases that can be loaded are taken, so that a bad one is survived by a restart too.
 */
public final class ModelInstaller implements ReleaseListener {

    private static final Logger log = LoggerFactory.getLogger(ModelInstaller.class);

    private final ReleaseLoader loader;
    private final ServingModel serving;
    private final MeterRegistry metrics;
    private final MultiGauge inForce;

    /** An installer for this serving. */
    public ModelInstaller(ReleaseLoader loader, ServingModel serving, MeterRegistry metrics) {
        this.loader = loader;
        this.serving = serving;
        this.metrics = metrics;
        this.inForce = MultiGauge.builder("xraystream.models").register(metrics);
        showInForce();
    }

    /** One for each slot that a model is in. */
    private void showInForce() {
        Stream<MultiGauge.Row<?>> champion = Stream.of(row(ModelSlot.CHAMPION, serving.with(Model::version)));
        Stream<MultiGauge.Row<?>> shadow =
                serving.shadowVersion().stream().map(version -> row(ModelSlot.SHADOW, version));
        inForce.register(Stream.concat(champion, shadow).toList(), true);
    }

    private static MultiGauge.Row<?> row(ModelSlot slot, String version) {
        return MultiGauge.Row.of(Tags.of("slot", slotOf(slot), "modelVersion", version), 1);
    }

    /** Comes to the same as if this instance had been there at each release. */
    @Override
    public void releasedBefore(List<ModelRelease> newestFirst) {
        Optional<ModelRelease> champion = newestFirst.stream()
                .filter(release -> release.getSlot() == ModelSlot.CHAMPION)
                .filter(release -> install(release) instanceof Replacement.Installed)
                .findFirst();
        Stream<ModelRelease> shadows = newestFirst.stream()
                .filter(release -> release.getSlot() == ModelSlot.SHADOW && isSince(release, champion));
        Stream<ModelRelease> predecessors = newestFirst.stream()
                .filter(release -> release.getSlot() == ModelSlot.CHAMPION && !isSince(release, champion))
                .map(release -> ModelRelease.newBuilder(release)
                        .setSlot(ModelSlot.SHADOW)
                        .build());
        var unused = Stream.concat(shadows, predecessors)
                .filter(release -> install(release) instanceof Replacement.Installed)
                .findFirst();
    }

    private static boolean isSince(ModelRelease release, Optional<ModelRelease> champion) {
        return champion.map(since -> !release.getReleasedAt().isBefore(since.getReleasedAt()))
                .orElse(true);
    }

    @Override
    public void released(ModelRelease release) {
        install(release);
    }

    /** Loads the release and puts it in force, or says why not. */
    Replacement install(ModelRelease release) {
        Timer.Sample timing = Timer.start();
        try {
            Model model = loader.load(release);
            switch (release.getSlot()) {
                case CHAMPION -> serving.replace(model);
                case SHADOW -> serving.replaceShadow(model);
            }
            showInForce();
            timing.stop(metrics.timer("xraystream.model.swaps", "slot", slotOf(release.getSlot())));
            log.atInfo()
                    .addKeyValue("modelVersion", release.getVersion())
                    .addKeyValue("sha256", release.getSha256())
                    .addKeyValue("slot", slotOf(release.getSlot()))
                    .log("model installed");
            return new Replacement.Installed(release.getVersion());
        } catch (InvalidBundleException e) {
            return refuse(release, e.reason(), e);
        } catch (RuntimeException e) {
            return refuse(release, Reason.LOAD_FAILED, e);
        }
    }

    private Replacement refuse(ModelRelease release, Reason reason, Exception cause) {
        metrics.counter("xraystream.model.refusals", "reason", reason.name(), "slot", slotOf(release.getSlot()))
                .increment();
        log.atError()
                .addKeyValue("modelVersion", release.getVersion())
                .addKeyValue("sha256", release.getSha256())
                .addKeyValue("slot", slotOf(release.getSlot()))
                .addKeyValue("reason", reason)
                .setCause(cause)
                .log("released model refused, the one before goes on serving");
        return new Replacement.Refused(release.getVersion(), reason, String.valueOf(cause.getMessage()));
    }

    private static String slotOf(ModelSlot slot) {
        return slot.name().toLowerCase(Locale.ROOT);
    }
}
