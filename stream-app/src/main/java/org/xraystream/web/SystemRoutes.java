package org.xraystream.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xraystream.deadletter.DeadLetters;
import org.xraystream.deadletter.RedriveRefusedException;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditOutcome;
import org.xraystream.event.RejectionReason;
import org.xraystream.reconciliation.Reconciliation;
import org.xraystream.reconciliation.Reconciliation.Hour;
import org.xraystream.reconciliation.Reconciliation.Unanswered;
import org.xraystream.room.LastHour;
import org.xraystream.room.Room;
import org.xraystream.service.access.Access;
import org.xraystream.service.access.Problem;
import org.xraystream.service.access.Role;
import org.xraystream.service.health.Health;

/** How the service does, and its dead letters. */
final class SystemRoutes {

    private static final int MOST_LETTERS = 200;
    private static final int USUAL_LETTERS = 50;

    private final Supplier<Room> rooms;
    private final Supplier<DeadLetters> deadLetters;
    private final Supplier<ScanLag> lag;
    private final Supplier<Optional<Reconciliation>> reconciliation;
    private final Supplier<List<Health>> health;
    private final Clock clock;

    SystemRoutes(
            Supplier<Room> rooms,
            Supplier<DeadLetters> deadLetters,
            Supplier<ScanLag> lag,
            Supplier<Optional<Reconciliation>> reconciliation,
            Supplier<List<Health>> health,
            Clock clock) {
        this.rooms = rooms;
        this.deadLetters = deadLetters;
        this.lag = lag;
        this.reconciliation = reconciliation;
        this.health = health;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/system", this::system);
        routes.get("/api/dead-letters", this::letters);
        routes.post("/api/dead-letters/{partition}/{offset}/redrive", this::redrive, Role.OPERATOR);
    }

    record Minute(Instant minute, int diagnosed, int rejected) {}

    record Account(
            boolean balances,
            long diagnosed,
            long rejected,
            long deadLetters,
            long repeated,
            List<Unanswered> unanswered,
            List<String> answeredTwice) {
        static Account of(Reconciliation account) {
            return new Account(
                    account.balances(),
                    account.total(Hour::diagnosed),
                    account.total(Hour::rejected),
                    account.total(Hour::deadLetters),
                    account.total(Hour::repeated),
                    account.unanswered(),
                    account.answeredTwice());
        }
    }

    record Instance(String host, boolean up) {}

    record State(
            Instant asOf,
            List<Minute> throughput,
            LastHour.@Nullable Latency latency,
            @Nullable Long lag,
            Map<RejectionReason, Integer> rejections,
            @Nullable Account reconciliation,
            List<Health> health,
            List<Instance> instances,
            long deadLetters) {}

    record Redriven(String topic, int partition, long offset) {}

    private void system(Context context) throws InterruptedException {
        Room room = rooms.get();
        OptionalLong waiting = lag.get().now();
        Json.answer(
                context,
                new State(
                        clock.instant(),
                        room.lastHour().counts().stream()
                                .map(count -> new Minute(
                                        Instant.ofEpochMilli(count.minute()), count.diagnosed(), count.rejected()))
                                .toList(),
                        room.lastHour().latency().orElse(null),
                        waiting.isPresent() ? waiting.getAsLong() : null,
                        room.rejections(),
                        reconciliation.get().map(Account::of).orElse(null),
                        health.get(),
                        room.instances().entrySet().stream()
                                .map(instance -> new Instance(instance.getKey(), instance.getValue()))
                                .toList(),
                        deadLetters.get().kept()));
    }

    private void letters(Context context) {
        int limit = Optional.ofNullable(context.queryParam("limit"))
                .map(text -> Numbers.within("limit", text, 1, MOST_LETTERS))
                .orElse(USUAL_LETTERS);
        Json.answer(context, deadLetters.get().latest(limit));
    }

    private void redrive(Context context) throws InterruptedException {
        String account = Access.account(context).name();
        int partition = Numbers.within("partition", context.pathParam("partition"), 0, Integer.MAX_VALUE);
        long offset = Numbers.within("offset", context.pathParam("offset"), 0, Long.MAX_VALUE);
        try {
            var place = deadLetters.get().redrive(partition, offset, account);
            var unused = Access.record(
                    context, AuditAct.REDRIVE, partition + "/" + offset, AuditOutcome.DONE, "sent to " + place.topic());
            Json.answer(context, new Redriven(place.topic(), place.partition(), place.offset()));
        } catch (RedriveRefusedException e) {
            String detail = String.valueOf(e.getMessage());
            throw switch (e.reason()) {
                case NO_SUCH_LETTER -> Problem.notFound(detail);
                case NOT_A_SCAN -> Problem.conflict(detail);
                case ALREADY_SENT -> Problems.alreadyRedriven(detail);
            };
        }
    }
}
