package org.xraystream.trainer;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditOutcome;
import org.xraystream.event.ModelRelease;
import org.xraystream.service.access.Access;
import org.xraystream.service.access.Role;
import org.xraystream.service.release.ReleaseDesk;
import org.xraystream.service.release.ReleaseRefusedException;

/**
 * What a person may do with releases over HTTP: {@code POST /models/VERSION/approval} makes a challenger champion that
 * waits for that, {@code POST /models/rollback} the champion before this one, or that of the parameter {@code version}.
 * Both are for operators, who stand in the release and in the audit; take the parameters {@code reason} and, where access
 * is switched off, {@code by} (an account); and answer 409 with the reason where the act is not possible.
 */
final class ReleaseRoutes {

    private final Function<String, ReleaseDesk> desks;

    /** Opens a desk for each request, on behalf of the account that is given. */
    ReleaseRoutes(Function<String, ReleaseDesk> desks) {
        this.desks = desks;
    }

    void addTo(RoutesConfig routes) {
        routes.post(
                "/models/{version}/approval",
                context -> act(
                        context,
                        AuditAct.APPROVAL,
                        context.pathParam("version"),
                        desk -> desk.approve(context.pathParam("version"))),
                Role.OPERATOR);
        routes.post(
                "/models/rollback",
                context -> act(
                        context,
                        AuditAct.ROLLBACK,
                        parameter(context, "version").orElse("the one before"),
                        desk -> desk.rollback(
                                parameter(context, "version"),
                                parameter(context, "reason").orElse("no reason given"))),
                Role.OPERATOR);
    }

    private interface Act {
        ModelRelease on(ReleaseDesk desk) throws ReleaseRefusedException, InterruptedException;
    }

    private void act(Context context, AuditAct kind, String subject, Act act) throws InterruptedException {
        try (ReleaseDesk desk = desks.apply(Access.actor(context, parameter(context, "by")))) {
            ModelRelease release = act.on(desk);
            audit(context, kind, release.getVersion(), AuditOutcome.DONE, release.getReason());
            context.json(Map.of("champion", release.getVersion(), "reason", release.getReason()));
        } catch (ReleaseRefusedException e) {
            audit(context, kind, subject, AuditOutcome.REFUSED, String.valueOf(e.getMessage()));
            answer(context, HttpStatus.CONFLICT, e);
        } catch (KafkaException e) {
            audit(context, kind, subject, AuditOutcome.FAILED, String.valueOf(e.getMessage()));
            answer(context, HttpStatus.SERVICE_UNAVAILABLE, e);
        }
    }

    private static void audit(Context context, AuditAct act, String subject, AuditOutcome outcome, String detail) {
        var unused = Access.record(context, act, subject, outcome, detail);
    }

    private static void answer(Context context, HttpStatus status, Exception failure) {
        context.status(status).json(Map.of("detail", String.valueOf(failure.getMessage())));
    }

    private static Optional<String> parameter(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isBlank());
    }
}
