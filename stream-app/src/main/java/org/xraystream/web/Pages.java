package org.xraystream.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.xraystream.model.Sha256;

/**
 * The files of the reading room, read once from the class path and answered under the names that stand here and no
 * others. Every view is the same page, which finds out from its address what to show. A browser may keep a file but
 * asks each time whether it is still the same, so that a page never mixes two versions of the software.
 */
final class Pages {

    private static final List<String> VIEWS = List.of("/", "/worklist", "/reading", "/models", "/quality", "/system");
    private static final List<String> FILES = List.of(
            "ahead.js",
            "api.js",
            "charts.js",
            "dom.js",
            "keys.js",
            "list.js",
            "live.js",
            "models.js",
            "password.js",
            "opinion.js",
            "quality.js",
            "reading.js",
            "room.css",
            "room.js",
            "system.js",
            "uPlot-LICENSE.txt",
            "uPlot.css",
            "uPlot.js",
            "undo.js",
            "viewer.js",
            "words.js",
            "worklist.js");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "txt", "text/plain; charset=utf-8");

    private record Page(byte[] content, String type, String tag) {
        static Page of(String name) {
            try (InputStream file = Pages.class.getResourceAsStream("/web/" + name)) {
                byte[] content = Objects.requireNonNull(file, name).readAllBytes();
                String type = Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), name);
                return new Page(content, type, '"' + Sha256.of(content).substring(0, 32) + '"');
            } catch (IOException e) {
                throw new IllegalStateException("the pages are part of this program", e);
            }
        }

        void answer(Context context) {
            context.header("ETag", tag).header("Cache-Control", "private, no-cache");
            if (tag.equals(context.header("If-None-Match"))) {
                context.status(HttpStatus.NOT_MODIFIED);
            } else {
                context.contentType(type).result(content);
            }
        }
    }

    private Pages() {}

    static void addTo(RoutesConfig routes) {
        Page shell = Page.of("index.html");
        VIEWS.forEach(view -> routes.get(view, shell::answer));
        FILES.forEach(name -> routes.get("/web/" + name, Page.of(name)::answer));
    }
}
