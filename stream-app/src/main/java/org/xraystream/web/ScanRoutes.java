package org.xraystream.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.AuditAct;
import org.xraystream.event.AuditOutcome;
import org.xraystream.event.Finding;
import org.xraystream.event.LabelFinding;
import org.xraystream.model.Sha256;
import org.xraystream.room.Cursor;
import org.xraystream.room.ReadingDesk;
import org.xraystream.room.Room;
import org.xraystream.room.RoomFeed;
import org.xraystream.room.RoomRefusedException;
import org.xraystream.room.RoomScan;
import org.xraystream.room.ScanImages.Picture;
import org.xraystream.room.ScanPage;
import org.xraystream.room.ScanQuery;
import org.xraystream.room.State;
import org.xraystream.room.Word;
import org.xraystream.service.access.Access;
import org.xraystream.service.access.Problem;
import org.xraystream.service.access.Role;

/** The worklist, the scans with their pictures, and the labels. */
final class ScanRoutes {

    private static final int MOST_ROWS = 1000;
    private static final int USUAL_ROWS = 200;
    private static final int LONGEST_COMMENT = 2000;

    private final Supplier<Room> rooms;
    private final Clock clock;

    /**
     * Routes.
     *
     * @param rooms gives the room, or throws a {@link Problem} until it is open
     */
    ScanRoutes(Supplier<Room> rooms, Clock clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/scans", this::list);
        routes.get("/api/scans/{scanId}", this::scan);
        routes.get("/api/scans/{scanId}/image", this::image);
        routes.get("/api/scans/{scanId}/thumbnail", this::thumbnail);
        routes.get("/api/scans/{scanId}/overlay", this::overlay);
        routes.post("/api/scans/{scanId}/labels", this::label, Role.READER);
        routes.delete("/api/scans/{scanId}/labels/{labelId}", this::undo, Role.READER);
    }

    record Counts(Map<String, Integer> states, Map<Finding, Integer> findings, Map<String, Integer> sites) {}

    record Worklist(
            Instant asOf,
            String eventId,
            List<ScanAnswers.Row> rows,
            @Nullable String next,
            int matching,
            Counts counts,
            boolean complete) {}

    record NewLabel(
            @JsonProperty(required = true) LabelFinding finding,
            @Nullable String comment) {}

    record GivenLabel(
            String labelId,
            String scanId,
            ScanAnswers.Label label,
            Instant undoUntil,
            ScanAnswers.@Nullable Opinion opinion) {}

    record Undone(String scanId, ScanAnswers.@Nullable Label label) {}

    private ScanAnswers answers(Room room) {
        return new ScanAnswers(room.blind(), room.urgency(), clock);
    }

    private void list(Context context) {
        String account = Access.account(context).name();
        Optional<Cursor> after = parameter(context, "cursor").map(ScanRoutes::cursor);
        long asOf = after.map(Cursor::asOf).orElseGet(clock::millis);
        var query = new ScanQuery(
                parameter(context, "state").map(ScanRoutes::state).orElse(State.WAITING),
                findings(context),
                Set.copyOf(context.queryParams("site")),
                parameter(context, "limit").map(ScanRoutes::limit).orElse(USUAL_ROWS),
                after.orElse(null),
                account,
                asOf);
        Room room = rooms.get();
        // Before the list, so that nothing that happens in between is missed.
        String eventId =
                room.feed().map(RoomFeed::latestId).filter(id -> !id.isEmpty()).orElseThrow(Problems::stillReading);
        Room.Listed listed = room.list(query);
        ScanPage page = listed.page();
        List<ScanPage.Row> shown = page.rows().stream().limit(query.limit()).toList();
        ScanAnswers answers = answers(room);
        Json.answer(
                context,
                new Worklist(
                        Instant.ofEpochMilli(asOf),
                        eventId,
                        shown.stream()
                                .map(row -> answers.row(row.scan(), account, asOf))
                                .toList(),
                        page.rows().size() > query.limit()
                                ? shown.get(shown.size() - 1).place().text()
                                : null,
                        page.matching(),
                        new Counts(
                                ScanAnswers.states(page.states()),
                                new TreeMap<>(page.findings()),
                                new TreeMap<>(page.sites())),
                        listed.complete()));
    }

    private static State state(String name) {
        for (State state : State.values()) {
            if (ScanAnswers.nameOf(state).equals(name)) {
                return state;
            }
        }
        throw Problem.badRequest("state must be waiting, second-reader, read or rejected");
    }

    private static Set<Finding> findings(Context context) {
        Set<Finding> findings = EnumSet.noneOf(Finding.class);
        for (String name : context.queryParams("finding")) {
            try {
                findings.add(Finding.valueOf(name));
            } catch (IllegalArgumentException e) {
                throw Problem.badRequest("finding must be NORMAL, PNEUMONIA or UNCERTAIN");
            }
        }
        return findings;
    }

    private static Cursor cursor(String text) {
        try {
            return Cursor.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("cursor must be the next of a page before");
        }
    }

    private static int limit(String text) {
        return Numbers.within("limit", text, 1, MOST_ROWS);
    }

    private void scan(Context context) {
        String account = Access.account(context).name();
        Room room = rooms.get();
        RoomScan scan = known(context, room);
        Json.answer(context, answers(room).scan(scan, room.previous(scan), account));
    }

    private void image(Context context) {
        Room room = rooms.get();
        Picture picture = room.images()
                .picture(known(context, room))
                .orElseThrow(() -> Problem.notFound("no picture of this scan is kept"));
        context.header("X-Xraystream-Image", picture.original() ? "original" : "prepared");
        answerPicture(context, picture.content(), picture.contentType());
    }

    private void thumbnail(Context context) {
        Room room = rooms.get();
        byte[] content = room.images()
                .thumbnail(known(context, room))
                .orElseThrow(() -> Problem.notFound("no picture of this scan is kept"));
        answerPicture(context, content, "image/png");
    }

    private void overlay(Context context) {
        String account = Access.account(context).name();
        Room room = rooms.get();
        RoomScan scan = known(context, room);
        if (room.blind().hides(scan, account)) {
            throw Problems.blindRead();
        }
        byte[] map = scan.standing()
                .map(opinion -> Base64.getDecoder().decode(opinion.activationMap()))
                .orElseThrow(() -> Problem.notFound("no model has read this scan"));
        answerPicture(context, map, "image/png");
    }

    private static void answerPicture(Context context, byte[] content, String contentType) {
        String tag = '"' + Sha256.of(content).substring(0, 32) + '"';
        context.header("ETag", tag)
                .header("Cache-Control", "private, no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .contentType(contentType);
        if (tag.equals(context.header("If-None-Match"))) {
            context.status(HttpStatus.NOT_MODIFIED);
        } else {
            context.result(content);
        }
    }

    private void label(Context context) throws RoomRefusedException {
        String account = Access.account(context).name();
        NewLabel given = Json.body(context, NewLabel.class);
        if (given.finding() == null) {
            throw Problem.badRequest("finding is missing");
        }
        String comment = given.comment() == null || given.comment().isBlank()
                ? null
                : given.comment().strip();
        if (comment != null && comment.length() > LONGEST_COMMENT) {
            throw Problem.badRequest("a comment may have " + LONGEST_COMMENT + " characters");
        }
        Room room = rooms.get();
        String scanId = context.pathParam("scanId");
        Word word = room.desk().give(scanId, account, given.finding(), comment);
        var unused = Access.record(
                context,
                AuditAct.LABEL,
                scanId,
                AuditOutcome.DONE,
                given.finding().name());
        Json.answer(
                context.status(HttpStatus.CREATED),
                new GivenLabel(
                        Long.toString(word.labelledAt()),
                        scanId,
                        ScanAnswers.Label.of(word),
                        Instant.ofEpochMilli(word.labelledAt()).plus(ReadingDesk.UNDO),
                        answers(room).opinion(known(context, room), account).orElse(null)));
    }

    private void undo(Context context) throws RoomRefusedException {
        String account = Access.account(context).name();
        String scanId = context.pathParam("scanId");
        long labelledAt;
        try {
            labelledAt = Long.parseLong(context.pathParam("labelId"));
        } catch (NumberFormatException e) {
            throw Problem.notFound("there is no such label");
        }
        Optional<Word> standing = rooms.get().desk().undo(scanId, account, labelledAt);
        var unused = Access.record(context, AuditAct.LABEL, scanId, AuditOutcome.DONE, "undone");
        Json.answer(
                context, new Undone(scanId, standing.map(ScanAnswers.Label::of).orElse(null)));
    }

    private static RoomScan known(Context context, Room room) {
        return room.desk()
                .scan(context.pathParam("scanId"))
                .orElseThrow(() -> Problem.notFound("no such scan is known"));
    }

    private static Optional<String> parameter(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isBlank());
    }
}
