package org.xraystream.serving;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.xraystream.engine.Model;

/**
 * A model with the number of its users, whoever keeps it being one; closed when the last of them lets go.
 *
 * <p>Thread-safe.
 */
final class CountedModel {

    private final Model model;
    private final AtomicInteger users = new AtomicInteger(1);

    CountedModel(Model model) {
        this.model = model;
    }

    /** One user more; false if the model is closed already. */
    boolean tryUse() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** To be called between {@link #tryUse} and {@link #release} only. */
    <T> T with(Function<Model, T> use) {
        return use.apply(model);
    }

    String version() {
        return model.version();
    }

    /** One user less. */
    void release() {
        if (users.decrementAndGet() == 0) {
            model.close();
        }
    }
}
