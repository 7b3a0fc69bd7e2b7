package org.xraystream.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditOutcome;
import org.xraystream.event.ModelRelease;
import org.xraystream.service.access.Access;
import org.xraystream.service.access.Problem;
import org.xraystream.service.access.Role;
import org.xraystream.service.release.ReleaseDesk;
import org.xraystream.service.release.ReleaseRefusedException;

/** The models, and what an operator may do with them. */
final class ModelRoutes {

    private static final int LONGEST_REASON = 500;

    private final Supplier<ModelBoard> boards;
    private final Supplier<EventText.ModelEvent> inForce;
    private final Function<String, ReleaseDesk> desks;
    private final Supplier<RecallDesk> recalls;

    /**
     * Routes.
     *
     * @param desks opens a desk for one request, on behalf of an account
     */
    ModelRoutes(
            Supplier<ModelBoard> boards,
            Supplier<EventText.ModelEvent> inForce,
            Function<String, ReleaseDesk> desks,
            Supplier<RecallDesk> recalls) {
        this.boards = boards;
        this.inForce = inForce;
        this.desks = desks;
        this.recalls = recalls;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/models", this::list);
        routes.get("/api/models/{version}", this::card);
        routes.post(
                "/api/models/{version}/approval",
                context -> act(context, AuditAct.APPROVAL, desk -> desk.approve(version(context))),
                Role.OPERATOR);
        routes.post("/api/models/rollback", this::rollback, Role.OPERATOR);
        routes.post("/api/models/{version}/recall", this::recall, Role.OPERATOR);
    }

    record Rollback(
            @Nullable String version,
            @JsonProperty(required = true) String reason) {}

    private void list(Context context) {
        ModelBoard board = boards.get();
        Json.answer(
                context,
                ModelAnswers.models(
                        inForce.get(),
                        board.history(),
                        board.qualities(),
                        recalls.get().latest()));
    }

    private void card(Context context) {
        Json.answer(
                context,
                boards.get().card(version(context)).orElseThrow(() -> Problem.notFound("no such model is known")));
    }

    private static String version(Context context) {
        return context.pathParam("version");
    }

    private interface Act {
        ModelRelease on(ReleaseDesk desk) throws ReleaseRefusedException, InterruptedException;
    }

    private void act(Context context, AuditAct what, Act act) throws ReleaseRefusedException, InterruptedException {
        String account = Access.account(context).name();
        try (ReleaseDesk desk = desks.apply(account)) {
            ModelRelease release = act.on(desk);
            var unused = Access.record(context, what, release.getVersion(), AuditOutcome.DONE, release.getReason());
            Json.answer(context, ModelAnswers.Release.of(release, false, false));
        }
    }

    private void rollback(Context context) throws ReleaseRefusedException, InterruptedException {
        Rollback wanted = Json.body(context, Rollback.class);
        if (wanted.reason() == null
                || wanted.reason().isBlank()
                || wanted.reason().length() > LONGEST_REASON) {
            throw Problem.badRequest("a reason of 1 to " + LONGEST_REASON + " characters is needed");
        }
        Optional<String> version = Optional.ofNullable(wanted.version()).filter(name -> !name.isBlank());
        act(context, AuditAct.ROLLBACK, desk -> desk.rollback(version, wanted.reason()));
    }

    private void recall(Context context) {
        String champion = inForce.get().champion();
        if (version(context).equals(champion)) {
            throw Problem.conflict("model " + champion + " is the champion: put another in force before recalling it");
        }
        var unused = Access.record(
                context, AuditAct.RECALL, version(context), AuditOutcome.DONE, "begun, to be replaced by " + champion);
        Json.answer(context.status(HttpStatus.ACCEPTED), recalls.get().begin(version(context)));
    }
}
