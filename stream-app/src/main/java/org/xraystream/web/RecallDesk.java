package org.xraystream.web;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.recall.Recall;
import org.xraystream.recall.RecallResult;
import org.xraystream.service.access.Problem;

/** Runs recalls in the background, one at a time. Thread-safe. */
final class RecallDesk implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RecallDesk.class);

    private final Supplier<Recall> recalls;
    private volatile Optional<State> latest = Optional.empty();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "recall");
        thread.setDaemon(true);
        return thread;
    });

    /** Opens a recall when one is demanded. */
    RecallDesk(Supplier<Recall> recalls) {
        this.recalls = recalls;
    }

    record Result(String by, int listed, int amendedBefore, int readAgain, int changed, int leftToAPerson) {
        static Result of(RecallResult result) {
            return new Result(
                    result.by(),
                    result.listed(),
                    result.amendedBefore(),
                    result.readAgain(),
                    result.changed(),
                    result.leftToAPerson());
        }
    }

    /**
     * How far a recall is.
     *
     * @param left diagnoses still to be replaced, once they are counted
     */
    record State(
            String version,
            boolean running,
            @Nullable Integer left,
            @Nullable Result result,
            @Nullable String failure) {}

    /** The latest recall, if there was one. */
    Optional<State> latest() {
        return latest;
    }

    /** Begins a recall, unless one is running. */
    synchronized State begin(String version) {
        if (latest.map(State::running).orElse(false)) {
            throw Problem.conflict("a recall is running: wait until it is done");
        }
        var begun = new State(version, true, null, null, null);
        latest = Optional.of(begun);
        executor.execute(() -> run(version));
        return begun;
    }

    private void run(String version) {
        try (Recall recall = recalls.get()) {
            RecallResult result =
                    recall.run(version, left -> latest = Optional.of(new State(version, true, left, null, null)));
            latest = Optional.of(new State(version, false, 0, Result.of(result), null));
            log.atInfo()
                    .addKeyValue("modelVersion", version)
                    .addKeyValue("amended", result.readAgain() + result.leftToAPerson())
                    .log("model recalled");
        } catch (KafkaException | IllegalArgumentException e) {
            failed(version, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            failed(version, "the service was stopped; recall again");
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed(version, "it broke off, see the log; recall again");
            log.atError().addKeyValue("modelVersion", version).setCause(e).log("recall broke off");
        }
    }

    private void failed(String version, String why) {
        latest = Optional.of(new State(version, false, null, null, why));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
