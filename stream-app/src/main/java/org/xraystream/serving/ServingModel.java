package org.xraystream.serving;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.xraystream.engine.Model;

/**
 * The models in force: the champion, which decides, and perhaps a shadow, which only watches. Either can be replaced
 * while readings are under way: those finish on the model they began with, which is closed after the last of them;
 * whatever begins later uses the new one. Readers wait for nobody.
 *
 * <p>The shadow is what came last: the model that was put there, or the one that a new champion displaced. So a new
 * champion is watched by its predecessor from its first scan on. No model is its own shadow.
 *
 * <p>Thread-safe.
 */
public final class ServingModel implements AutoCloseable {

    private final AtomicReference<CountedModel> champion;
    private final AtomicReference<Optional<CountedModel>> shadow = new AtomicReference<>(Optional.empty());

    /** Serves this model first, and owns it from now on. */
    public ServingModel(Model first) {
        champion = new AtomicReference<>(new CountedModel(first));
    }

    /** Does something with the champion, which stays open until that is done. */
    public <T> T with(Function<Model, T> use) {
        CountedModel model = requireNonNull(champion.get());
        while (!model.tryUse()) {
            model = requireNonNull(champion.get());
        }
        return useAndRelease(model, use);
    }

    /** Does something with the shadow, which stays open until that is done; empty where there is none. */
    public <T> Optional<T> withShadow(Function<Model, T> use) {
        Optional<CountedModel> model = requireNonNull(shadow.get());
        while (model.isPresent() && !model.get().tryUse()) {
            model = requireNonNull(shadow.get());
        }
        return model.map(used -> useAndRelease(used, use));
    }

    /** Version of the shadow, if there is one. */
    public Optional<String> shadowVersion() {
        return requireNonNull(shadow.get()).map(CountedModel::version);
    }

    /** Puts another champion in force, and owns it from now on; the one before becomes the shadow. */
    public synchronized void replace(Model next) {
        CountedModel displaced = requireNonNull(champion.getAndSet(new CountedModel(next)));
        putShadow(displaced);
    }

    /** Puts another shadow beside the champion, and owns it from now on. */
    public synchronized void replaceShadow(Model next) {
        putShadow(new CountedModel(next));
    }

    private void putShadow(CountedModel next) {
        boolean isChampion =
                next.version().equals(requireNonNull(champion.get()).version());
        requireNonNull(shadow.getAndSet(isChampion ? Optional.empty() : Optional.of(next)))
                .ifPresent(CountedModel::release);
        if (isChampion) {
            next.release();
        }
    }

    private static <T> T useAndRelease(CountedModel model, Function<Model, T> use) {
        try {
            return model.with(use);
        } finally {
            model.release();
        }
    }

    /** Closes the models as soon as nobody uses them; they must not be used after. */
    @Override
    public synchronized void close() {
        requireNonNull(champion.get()).release();
        requireNonNull(shadow.getAndSet(Optional.empty())).ifPresent(CountedModel::release);
    }
}
