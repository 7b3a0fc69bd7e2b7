package org.xraystream.reading;

import java.util.Set;
import org.xraystream.engine.ActivationMap;
import org.xraystream.gate.QualityFlag;
import org.xraystream.gate.RejectionReason;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;

/** What came of reading one scan: a classification, or the reason why there is none. */
public sealed interface Reading {

    /** The scan was classified. */
    record Classified(
            Finding finding,
            Probabilities probabilities,
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
