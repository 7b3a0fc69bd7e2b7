package org.xraystream.reading;

import java.util.Optional;
import java.util.Set;
import org.xraystream.engine.ActivationMap;
import org.xraystream.gate.Likeness;
import org.xraystream.gate.QualityFlag;
import org.xraystream.gate.RejectionReason;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;

/** What came of reading one scan: a classification, or the reason why there is none. */
public sealed interface Reading {

    /**
     * The scan was classified.
     *
     * @param likeness to the radiographs that the model was made from; empty if it does not know them
     */
    record Classified(
            Finding finding,
            Probabilities probabilities,
            Optional<Likeness> likeness,
            ActivationMap activationMap,
            PreparedImage prepared,
            Set<QualityFlag> flags)
            implements Reading {
        public Classified {
            flags = Set.copyOf(flags);
        }
    }

    /**
     * The scan was refused.
     *
     * @param detail the reason in words, free of patient data
     */
    record Rejected(RejectionReason reason, String detail) implements Reading {}
}
