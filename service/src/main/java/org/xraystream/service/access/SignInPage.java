package org.xraystream.service.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The page on which people sign in: HTML and a style sheet, no script. Thread-safe. */
final class SignInPage {

    static final String PATH = "/sign-in";
    private static final String STYLE_PATH = PATH + ".css";
    private static final String NEXT = "next";

    /** A place of ours: one slash first, and nothing that a browser might take for another or for the end of a line. */
    private static final Pattern OURS =
            Pattern.compile("/(?:[A-Za-z0-9._~!$&'()*+,;=:@%?-][A-Za-z0-9._~!$&'()*+,;=:@%?/-]*)?");

    private final Template template =
            Mustache.compiler().escapeHTML(true).emptyStringIsFalse(true).compile(resource("sign-in.html"));
    private final String style = resource("sign-in.css");
    private final boolean asksForPassword;

    /**
     * The page.
     *
     * @param asksForPassword whether it asks for name and password, or leads to the identity provider
     */
    SignInPage(boolean asksForPassword) {
        this.asksForPassword = asksForPassword;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, context -> show(context, HttpStatus.OK, ""));
        routes.get(
                STYLE_PATH,
                context -> context.contentType("text/css; charset=utf-8")
                        .header("Cache-Control", "max-age=3600")
                        .result(style));
    }

    static Set<String> openPaths() {
        return Set.of(PATH, STYLE_PATH);
    }

    /** Shows the page, with a message where the last try failed. */
    void show(Context context, HttpStatus status, String message) {
        String next = next(context);
        context.status(status)
                .contentType("text/html; charset=utf-8")
                .result(template.execute(Map.of(
                        "password",
                        asksForPassword,
                        "provider",
                        !asksForPassword,
                        "message",
                        message,
                        NEXT,
                        next,
                        "encodedNext",
                        URLEncoder.encode(next, UTF_8))));
    }

    /** Where a browser wants to go after the sign-in: a place of ours, or the start page. */
    static String next(Context context) {
        return ours(Optional.ofNullable(context.queryParam(NEXT))
                .or(() -> Optional.ofNullable(context.formParam(NEXT)))
                .orElse("/"));
    }

    static String ours(String place) {
        return OURS.matcher(place).matches() && !place.startsWith(PATH) ? place : "/";
    }

    private static String resource(String name) {
        try (InputStream stream = SignInPage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
