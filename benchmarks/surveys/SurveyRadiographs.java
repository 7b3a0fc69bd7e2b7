import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.xraystream.gate.PixelStatistics;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.ImageLimits;
import org.xraystream.image.PixelSurvey;

/**
 * Shows how what the input gate measures is distributed over the pictures below a folder, to choose its limits by.
 *
 * <pre>mvn -q -pl classifier compile
 * java -cp classifier/target/classes benchmarks/surveys/SurveyRadiographs.java FOLDER</pre>
 */
public final class SurveyRadiographs {
    private SurveyRadiographs() {}

    public static void main(String[] args) throws IOException {
        List<PixelStatistics> surveys;
        try (var paths = Files.walk(Path.of(args[0]))) {
            surveys = paths.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(jpe?g|png)"))
                    .toList()
                    .parallelStream()
                    .map(SurveyRadiographs::survey)
                    .toList();
        }
        System.out.printf("%d images%n%-12s %9s %9s %9s %9s %9s%n",
                surveys.size(), "", "least", "0.1%", "median", "99.9%", "most");
        print("chroma", surveys, PixelStatistics::chroma);
        print("contrast", surveys, PixelStatistics::contrast);
        print("midtones", surveys, PixelStatistics::midtones);
        print("coherence", surveys, PixelStatistics::coherence);
        print("elongation", surveys, image -> (double) Math.max(image.width(), image.height())
                / Math.min(image.width(), image.height()));
    }

    private static PixelStatistics survey(Path file) {
        try {
            var image = new EncodedImage("", Files.readAllBytes(file));
            return PixelSurvey.of(DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS).decode(image));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnacceptableImageException e) {
            throw new IllegalArgumentException(file + ": " + e.reason() + ", " + e.detail());
        }
    }

    private static void print(String name, List<PixelStatistics> surveys, ToDoubleFunction<PixelStatistics> value) {
        double[] sorted = surveys.stream().mapToDouble(value).sorted().toArray();
        System.out.printf("%-12s", name);
        for (double share : new double[] {0, 0.001, 0.5, 0.999, 1}) {
            System.out.printf(" %9.3f", sorted[(int) (share * (sorted.length - 1))]);
        }
        System.out.println();
    }
}
