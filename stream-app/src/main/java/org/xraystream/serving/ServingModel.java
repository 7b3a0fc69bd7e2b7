package org.xraystream.serving;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.xraystream.engine.Model;

/**
 * The model in force. It can be replaced while readings are under way: those finish on the model they began with,
 * which is closed after the last of them; whatever begins later uses the new one. Nobody waits for anybody.
 *
 * <p>Thread-safe.
 */
public final class ServingModel implements AutoCloseable {

    private final AtomicReference<CountedModel> current;

    /** Serves this model first, and owns it from now on. */
    public ServingModel(Model first) {
        current = new AtomicReference<>(new CountedModel(first));
    }

    /** Does something with the model in force, which stays open until that is done. */
    public <T> T with(Function<Model, T> use) {
        CountedModel model = requireNonNull(current.get());
        while (!model.tryUse()) {
            model = requireNonNull(current.get());
        }
        try {
            return use.apply(model.model);
        } finally {
            model.release();
        }
    }

    /** Puts another model in force, and owns it from now on. */
    public void replace(Model next) {
        requireNonNull(current.getAndSet(new CountedModel(next))).release();
    }

    /** Closes the model in force as soon as nobody uses it; it must not be used after. */
    @Override
    public void close() {
        requireNonNull(current.get()).release();
    }

    /** A model with the number of its users, the serving itself being one. */
    private static final class CountedModel {

        private final Model model;
        private final AtomicInteger users = new AtomicInteger(1);

        CountedModel(Model model) {
            this.model = model;
        }

        boolean tryUse() {
            return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
        }

        void release() {
            if (users.decrementAndGet() == 0) {
                model.close();
            }
        }
    }
}
