package org.xraystream.service.access;

import io.javalin.http.Context;
import java.util.Map;

/** What every answer tells the browser not to do. A static file's handler may give it a time to be kept. */
final class SecurityHeaders {

    /** Not {@code no-referrer}, with which browsers name no origin for a form either, and {@link RequestOrigin} wants one. */
    private static final String REFERRER_POLICY = "same-origin";

    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self';"
                    + " connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            REFERRER_POLICY,
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()",
            "Cache-Control",
            "no-store");

    private static final String A_YEAR = "max-age=31536000";

    private SecurityHeaders() {}

    static void addTo(Context context, boolean overTls) {
        ALWAYS.forEach(context::header);
        if (overTls) {
            context.header("Strict-Transport-Security", A_YEAR);
            // Browsers complain of it where they come over plain HTTP.
            context.header("Cross-Origin-Opener-Policy", "same-origin");
        }
    }
}
