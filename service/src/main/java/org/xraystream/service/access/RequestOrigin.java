package org.xraystream.service.access;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a page of ours made a request. {@code Sec-Fetch-Site} (W3C Fetch Metadata) decides where the browser sends it,
 * else {@code Origin} (RFC 6454); no script can set either.
 */
enum RequestOrigin {
    /** A page of ours. */
    OURS,
    /** Another site's page. */
    FOREIGN,
    /** No browser of this decade, or none at all. */
    UNKNOWN;

    /**
     * The origin of a request.
     *
     * @param publicUrl where browsers find this service, if that is known
     */
    static RequestOrigin of(Context context, Optional<URI> publicUrl) {
        String site = context.header("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") ? OURS : FOREIGN;
        }
        String origin = context.header(Header.ORIGIN);
        if (origin == null) {
            return UNKNOWN;
        }
        String expected = publicUrl.map(RequestOrigin::text).orElseGet(() -> afterScheme(context.host()));
        String given = publicUrl.isPresent() ? origin : afterScheme(origin);
        return given.toLowerCase(Locale.ROOT).equals(expected.toLowerCase(Locale.ROOT)) ? OURS : FOREIGN;
    }

    /** The origin that a browser states for pages of this address. */
    private static String text(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /** Without a public address the scheme may be that of a proxy; the host is what must be the same. */
    private static String afterScheme(@Nullable String origin) {
        String text = String.valueOf(origin);
        return text.substring(text.indexOf("://") < 0 ? 0 : text.indexOf("://") + 3);
    }
}
