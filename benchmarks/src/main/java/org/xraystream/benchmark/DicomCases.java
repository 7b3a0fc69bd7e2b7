package org.xraystream.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.EncodedImage;

/** The case of {@link DecodeBenchmark} that has no other to be held against, for JMH: a DICOM file in memory. */
@State(Scope.Thread)
public class DicomCases {

    /** Of what. */
    @Param("DICOM_16_BIT")
    public ImageKind kind = ImageKind.DICOM_16_BIT;

    private EncodedImage image = new EncodedImage("", new byte[0]);

    /** Reads and converts the radiograph. */
    @Setup
    public void load() throws IOException {
        ImageIO.setUseCache(false);
        byte[] file = Files.readAllBytes(Path.of(System.getProperty(DecodeCases.FILE)));
        image = kind.of(new EncodedImage("image/jpeg", file));
    }

    /** One radiograph. */
    @Benchmark
    public Object prepare() throws UnacceptableImageException {
        return DecodeCases.ours(image);
    }
}
