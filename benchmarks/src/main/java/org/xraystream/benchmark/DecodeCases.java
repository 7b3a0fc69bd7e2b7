package org.xraystream.benchmark;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
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
import org.xraystream.image.AreaAveraging;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.ImageDecoder;
import org.xraystream.image.ImageLimits;
import org.xraystream.image.PreparedImage;
import org.xraystream.network.PneumoniaNetwork;

/** The cases of {@link DecodeBenchmark}, for JMH: a file in memory to the pixels that the network sees. */
@State(Scope.Thread)
public class DecodeCases {

    /** System property naming the file with the radiograph. */
    static final String FILE = "bench.image";

    private static final int SIDE = PneumoniaNetwork.STANDARD.side();
    private static final ImageDecoder DECODER = DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS);

    /** What is compared. */
    public enum Decoder {
        /** Ours, with area averaging. */
        OURS,
        /** ImageIO and Java2D as examples use them. */
        IMAGE_IO
    }

    /** Which way. */
    @Param
    public Decoder decoder = Decoder.OURS;

    /** Of what. */
    @Param({"JPEG_224", "JPEG_1500", "PNG_16_BIT"})
    public ImageKind kind = ImageKind.JPEG_224;

    private EncodedImage image = new EncodedImage("", new byte[0]);

    /** Reads and converts the radiograph. */
    @Setup
    public void load() throws IOException {
        ImageIO.setUseCache(false);
        byte[] file = Files.readAllBytes(Path.of(System.getProperty(FILE)));
        image = kind.of(new EncodedImage("image/jpeg", file));
    }

    /** One radiograph. */
    @Benchmark
    public Object prepare() throws IOException, UnacceptableImageException {
        return decoder == Decoder.OURS ? ours(image) : imageIo(image);
    }

    static PreparedImage ours(EncodedImage image) throws UnacceptableImageException {
        return AreaAveraging.resize(DECODER.decode(image), SIDE, SIDE);
    }

    static BufferedImage imageIo(EncodedImage image) throws IOException {
        return NaiveTopology.scaled(ImageIO.read(new ByteArrayInputStream(image.content())), SIDE);
    }
}
