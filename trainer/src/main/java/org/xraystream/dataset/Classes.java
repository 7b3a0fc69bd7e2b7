package org.xraystream.dataset;

import java.util.Optional;

/** How finely labels tell images apart. The network gives three probabilities either way. */
public enum Classes {
    /** Normal and pneumonia; the kind is ignored where it is known. */
    TWO,
    /** Normal, bacterial and viral pneumonia; pneumonia of unknown kind does not count. */
    THREE;

    /** What a truth becomes; empty if it is not told finely enough. */
    public Optional<Truth> of(Truth truth) {
        return switch (this) {
            case TWO -> Optional.of(truth.withoutKind());
            case THREE -> Optional.of(truth).filter(known -> known != Truth.PNEUMONIA);
        };
    }
}
