package org.xraystream.room;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xraystream.event.RejectionReason;

/**
 * Where scans are looked up: the store of this instance, that of another, or all together. Thread-safe.
 *
 * <p>Every method throws {@link org.apache.kafka.streams.errors.InvalidStateStoreException} while the store is not there
 * to be read, which passes.
 */
public interface ScanSource {

    /** What a query finds. */
    ScanPage page(ScanQuery query);

    /** One scan. */
    Optional<RoomScan> find(String scanId);

    /** The scans of a patient, the latest first. */
    List<RoomScan> ofPatient(String site, String patient, int most);

    /** Rejected scans by reason. */
    Map<RejectionReason, Integer> rejections();
}
