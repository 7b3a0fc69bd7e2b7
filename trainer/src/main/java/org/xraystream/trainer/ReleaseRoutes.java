package org.xraystream.trainer;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.xraystream.event.ModelRelease;
import org.xraystream.service.release.ReleaseDesk;
import org.xraystream.service.release.ReleaseRefusedException;

/**
 * What a person may do with releases over HTTP: {@code POST /models/VERSION/approval} makes a challenger champion that
 * waits for that, {@code POST /models/rollback} the champion before this one, or that of the parameter {@code version}.
 * Both take the parameters {@code by} (an account) and {@code reason}, and answer 409 with the reason where the act is
 * not possible.
 */
final class ReleaseRoutes {

    private static final String NOBODY_NAMED = "somebody over HTTP";

    private final Function<String, ReleaseDesk> desks;

    /** Opens a desk for each request, on behalf of the account that is given. */
    ReleaseRoutes(Function<String, ReleaseDesk> desks) {
        this.desks = desks;
    }

    void addTo(RoutesConfig routes) {
        routes.post(
                "/models/{version}/approval",
                context -> act(context, desk -> desk.approve(context.pathParam("version"))));
        routes.post(
                "/models/rollback",
                context -> act(
                        context,
                        desk -> desk.rollback(
                                parameter(context, "version"),
                                parameter(context, "reason").orElse("no reason given"))));
    }

    private interface Act {
        ModelRelease on(ReleaseDesk desk) throws ReleaseRefusedException, InterruptedException;
    }

    private void act(Context context, Act act) throws InterruptedException {
        try (ReleaseDesk desk = desks.apply(parameter(context, "by").orElse(NOBODY_NAMED))) {
            ModelRelease release = act.on(desk);
            context.json(Map.of("champion", release.getVersion(), "reason", release.getReason()));
        } catch (ReleaseRefusedException e) {
            answer(context, HttpStatus.CONFLICT, e);
        } catch (KafkaException e) {
            answer(context, HttpStatus.SERVICE_UNAVAILABLE, e);
        }
    }

    private static void answer(Context context, HttpStatus status, Exception failure) {
        context.status(status).json(Map.of("detail", String.valueOf(failure.getMessage())));
    }

    private static Optional<String> parameter(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isBlank());
    }
}
