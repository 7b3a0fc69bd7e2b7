package org.xraystream.room;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A change of one scan. Thread-safe. */
public final class Happening {

    private final Place place;
    private final String id;
    private final RoomScan scan;
    private volatile @Nullable String sameForAll;

    Happening(Place place, String id, RoomScan scan) {
        this.place = place;
        this.id = id;
        this.scan = scan;
    }

    /** Where it stands in the changelog. */
    Place place() {
        return place;
    }

    /** What a page gives back after a reconnection, to whichever instance. */
    public String id() {
        return id;
    }

    /** The scan after the change. */
    public RoomScan scan() {
        return scan;
    }

    /** How it is told: written once for all where it is the same for all. */
    public String told(Function<RoomScan, String> writer) {
        boolean isSameForAll = scan.words().isEmpty();
        if (!isSameForAll) {
            return writer.apply(scan);
        }
        String known = sameForAll;
        if (known == null) {
            known = writer.apply(scan);
            sameForAll = known;
        }
        return known;
    }
}
