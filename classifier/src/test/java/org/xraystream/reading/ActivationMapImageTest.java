package org.xraystream.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.xraystream.engine.ActivationMap;

class ActivationMapImageTest {

    @Test
    void drawsEveryCellOnTheFixedScale() throws IOException {
        var map = new ActivationMap(3, 2, new float[] {-5, 0, 2, 4, 8, 100});

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(ActivationMapImage.png(map)));

        assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        assertThat(image.getWidth()).isEqualTo(3);
        assertThat(image.getHeight()).isEqualTo(2);
        assertThat(image.getRaster().getSamples(0, 0, 3, 2, 0, (int[]) null)).containsExactly(0, 0, 64, 128, 255, 255);
    }
}
