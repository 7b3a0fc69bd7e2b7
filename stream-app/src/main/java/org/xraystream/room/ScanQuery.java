package org.xraystream.room;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xraystream.event.Finding;

/**
 * What a reader wants to see of the list.
 *
 * @param findings of the model, as far as this reader may see them; empty for all
 * @param sites empty for all
 * @param limit most rows
 * @param after where the page before ended; null for the first page
 * @param account who asks
 * @param asOf the moment whose order the list has, milliseconds since 1970
 */
public record ScanQuery(
        State state,
        Set<Finding> findings,
        Set<String> sites,
        int limit,
        @Nullable Cursor after,
        String account,
        long asOf) {
    public ScanQuery {
        findings = Set.copyOf(findings);
        sites = Set.copyOf(sites);
    }
}
