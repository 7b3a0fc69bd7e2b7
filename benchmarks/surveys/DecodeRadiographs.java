import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.AreaAveraging;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.GreyImage;
import org.xraystream.image.ImageDecoder;
import org.xraystream.image.ImageLimits;
import org.xraystream.image.PixelSurvey;

/**
 * Times the way of a radiograph from encoded bytes to prepared pixels, step by step, on one thread; beside it, ImageIO as
 * it comes. Files are read into memory first. Of each image the best of ten rounds counts, so that other work on the
 * machine disturbs little; the table tells how these differ between images.
 *
 * <pre>mvn -q -pl classifier compile
 * java -cp classifier/target/classes benchmarks/surveys/DecodeRadiographs.java FOLDER [at most so many files]</pre>
 */
public final class DecodeRadiographs {
    private static final int SIDE = 128;
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 10;

    private static final ImageDecoder DECODER = DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS);

    private DecodeRadiographs() {}

    private interface Step<I, O> {
        O run(I input) throws IOException, UnacceptableImageException;
    }

    public static void main(String[] args) throws Exception {
        long limit = args.length > 1 ? Long.parseLong(args[1]) : Long.MAX_VALUE;
        List<Path> files;
        try (var paths = Files.walk(Path.of(args[0]))) {
            files = paths.filter(Files::isRegularFile).sorted().limit(limit).toList();
        }
        EncodedImage[] encoded = new EncodedImage[files.size()];
        GreyImage[] decoded = new GreyImage[files.size()];
        double megapixels = 0;
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = new EncodedImage("image/jpeg", Files.readAllBytes(files.get(i)));
            decoded[i] = DECODER.decode(encoded[i]);
            megapixels += decoded[i].width() * decoded[i].height() / 1e6;
        }
        System.out.printf("%d images, %.2f megapixels on average; milliseconds an image%n",
                encoded.length, megapixels / encoded.length);
        System.out.printf("%-34s %8s %8s %8s%n", "", "mean", "median", "95%");
        ImageIO.setUseCache(false);
        time("ImageIO.read as it comes", encoded, image -> ImageIO.read(new ByteArrayInputStream(image.content())));
        time("decode", encoded, DECODER::decode);
        time("survey for the gate", decoded, PixelSurvey::of);
        time("area averaging to " + SIDE, decoded, image -> AreaAveraging.resize(image, SIDE, SIDE));
        time("decode, survey and average", encoded, image -> {
            GreyImage grey = DECODER.decode(image);
            return List.of(PixelSurvey.of(grey), AreaAveraging.resize(grey, SIDE, SIDE));
        });
    }

    private static <I, O> void time(String name, I[] inputs, Step<I, O> step)
            throws IOException, UnacceptableImageException {
        double[] best = new double[inputs.length];
        Arrays.fill(best, Double.MAX_VALUE);
        int used = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (int i = 0; i < inputs.length; i++) {
                long start = System.nanoTime();
                O output = step.run(inputs[i]);
                long end = System.nanoTime();
                used ^= output.hashCode();
                if (round >= 0) {
                    best[i] = Math.min(best[i], (end - start) / 1e6);
                }
            }
        }
        Arrays.sort(best);
        System.out.printf("%-34s %8.3f %8.3f %8.3f%n", name, Arrays.stream(best).average().orElseThrow(),
                best[best.length / 2], best[(int) (best.length * 0.95)]);
        if (used == 42) {
            System.out.println(); // makes sure that no step is optimised away
        }
    }
}
