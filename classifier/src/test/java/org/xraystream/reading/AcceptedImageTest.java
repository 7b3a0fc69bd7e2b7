package org.xraystream.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xraystream.gate.AcquisitionTags;
import org.xraystream.gate.Likeness;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.Preprocessing;
import org.xraystream.image.TestScans;
import org.xraystream.reading.Reading.Classified;

class AcceptedImageTest {

    private static final FixedJudge OTHER_SIDE = new FixedJudge(
            Preprocessing.standardised(64),
            FixedJudge.NORMAL.finding(),
            FixedJudge.NORMAL.probabilities(),
            FixedJudge.NORMAL.likeness());

    private final AcceptedImage image = accepted();

    @Test
    void preparesOnceForModelsOfTheSamePreprocessing() {
        PreparedImage first = prepared(image.readBy(FixedJudge.NORMAL));

        assertThat(prepared(image.readBy(FixedJudge.finding(new Likeness(0.5, -1)))))
                .isSameAs(first);
    }

    @Test
    void preparesAnewForAnotherPreprocessing() {
        image.readBy(FixedJudge.NORMAL);

        assertThat(prepared(image.readBy(OTHER_SIDE)).width()).isEqualTo(64);
    }

    @Test
    void givesEachModelItsOwnReading() {
        Reading unlike = image.readBy(FixedJudge.finding(new Likeness(9, -1)));

        assertThat(unlike).isInstanceOf(Reading.Rejected.class);
        assertThat(image.readBy(FixedJudge.NORMAL)).isInstanceOf(Classified.class);
    }

    private static PreparedImage prepared(Reading reading) {
        return ((Classified) reading).prepared();
    }

    private static AcceptedImage accepted() {
        try {
            return ScanReader.ofPaediatricChests().accept(TestScans.greyJpeg(), AcquisitionTags.NONE);
        } catch (UnacceptableImageException e) {
            throw new AssertionError(e);
        }
    }
}
