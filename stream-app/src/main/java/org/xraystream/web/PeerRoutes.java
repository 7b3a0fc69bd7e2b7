package org.xraystream.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.xraystream.room.Peers;
import org.xraystream.room.Room;
import org.xraystream.room.RoomJson;
import org.xraystream.room.ScanQuery;
import org.xraystream.room.ScanSource;

/** What this instance tells the others of the scans that it keeps; to all but them there is nothing here. */
final class PeerRoutes {

    private final Supplier<Room> rooms;

    PeerRoutes(Supplier<Room> rooms) {
        this.rooms = rooms;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/internal/room/page", context -> {
            ScanSource own = own(context);
            Json.answer(context, own.page(RoomJson.MAPPER.readValue(context.bodyAsBytes(), ScanQuery.class)));
        });
        routes.post("/internal/room/scan", context -> {
            ScanSource own = own(context);
            Json.answer(
                    context, own.find(text(body(context), "scanId")).stream().toList());
        });
        routes.post("/internal/room/patient", context -> {
            ScanSource own = own(context);
            JsonNode body = body(context);
            Json.answer(
                    context,
                    own.ofPatient(
                            text(body, "site"),
                            text(body, "patient"),
                            body.path("most").asInt()));
        });
        routes.post(
                "/internal/room/rejections",
                context -> Json.answer(context, own(context).rejections()));
    }

    private ScanSource own(Context context) {
        Room room = rooms.get();
        Optional<String> shown = Optional.ofNullable(context.header(Peers.SECRET_HEADER));
        if (!room.peers().map(peers -> peers.isPeer(shown)).orElse(false)) {
            throw Problem.notFound("there is nothing here");
        }
        return room.own();
    }

    private static JsonNode body(Context context) throws IOException {
        return RoomJson.MAPPER.readTree(context.bodyAsBytes());
    }

    private static String text(JsonNode body, String name) {
        return body.path(name).asText();
    }
}
