package org.xraystream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.demo.TestDiagnoses.diagnosis;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.xraystream.image.EncodedImage;
import org.xraystream.model.Category;

class BadFeedbackChartTest {

    private static final long SECOND = 1_000_000_000L;

    /** Two threads change over one after the other, so that for a moment the versions alternate. */
    @Test
    void drawsOneComingAndOneGoingThoughVersionsAlternate() throws Exception {
        List<String> versions = new ArrayList<>(Collections.nCopies(60, "good"));
        versions.addAll(List.of("bad", "good", "bad", "bad", "good", "bad"));
        versions.addAll(Collections.nCopies(60, "good"));
        var ledger = new Ledger();
        for (int i = 0; i < versions.size(); i++) {
            var image = new DemoImage(
                    "s" + i,
                    "child" + i,
                    Optional.of(i % 2 == 0 ? Category.NORMAL : Category.VIRAL_PNEUMONIA),
                    new EncodedImage("image/png", new byte[0]));
            ledger.sent("s" + i, image, i * SECOND);
            var unused = ledger.diagnosed(diagnosis("s" + i, versions.get(i), i % 2), i * SECOND);
        }

        byte[] png = BadFeedbackChart.png(ledger.diagnoses(), "bad");

        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(1000);
    }
}
