package org.xraystream.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.function.Supplier;
import org.xraystream.room.Room;
import org.xraystream.room.RoomJson;
import org.xraystream.room.ScanQuery;
import org.xraystream.room.ScanSource;
import org.xraystream.service.access.Role;

/** What this instance tells the others of the scans that it keeps; it takes {@link Role#PEER}. */
final class PeerRoutes {

    private final Supplier<Room> rooms;

    PeerRoutes(Supplier<Room> rooms) {
        this.rooms = rooms;
    }

    void addTo(RoutesConfig routes) {
        routes.post(
                "/internal/room/page",
                context -> {
                    ScanSource own = own();
                    Json.answer(context, own.page(RoomJson.MAPPER.readValue(context.bodyAsBytes(), ScanQuery.class)));
                },
                Role.PEER);
        routes.post(
                "/internal/room/scan",
                context -> {
                    ScanSource own = own();
                    Json.answer(
                            context,
                            own.find(text(body(context), "scanId")).stream().toList());
                },
                Role.PEER);
        routes.post(
                "/internal/room/patient",
                context -> {
                    ScanSource own = own();
                    JsonNode body = body(context);
                    Json.answer(
                            context,
                            own.ofPatient(
                                    text(body, "site"),
                                    text(body, "patient"),
                                    body.path("most").asInt()));
                },
                Role.PEER);
        routes.post("/internal/room/rejections", context -> Json.answer(context, own().rejections()), Role.PEER);
    }

    private ScanSource own() {
        return rooms.get().own();
    }

    private static JsonNode body(Context context) throws IOException {
        return RoomJson.MAPPER.readTree(context.bodyAsBytes());
    }

    private static String text(JsonNode body, String name) {
        return body.path(name).asText();
    }
}
