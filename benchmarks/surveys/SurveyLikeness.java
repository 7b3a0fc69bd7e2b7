import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.xraystream.dataset.Split;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.KaggleFolder;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.gate.InputGate;
import org.xraystream.gate.IntendedUse;
import org.xraystream.gate.Likeness;
import org.xraystream.gate.QualityFlag;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.AreaAveraging;
import org.xraystream.image.GreyImage;
import org.xraystream.image.OtherPictures;
import org.xraystream.image.PixelSurvey;
import org.xraystream.image.PreparedImage;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.ImageLimits;
import org.xraystream.model.ModelBundle;

/**
 * Shows what a model's input gate lets pass, leaves to a person and refuses: radiographs of children the model was not
 * trained on, as they are, slightly changed and turned; what is drawn from chance; and the pictures of folders, each
 * whole and in six cuts, as if they were grey.
 *
 * <pre>mvn -q -pl trainer -am test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "trainer/target/classes:classifier/target/test-classes:$(cat trainer/target/classpath)" \
 *     benchmarks/surveys/SurveyLikeness.java shipped DATA [FOLDER...]</pre>
 *
 * <p>In place of {@code shipped} the file of a bundle; DATA as the model was trained on it.
 */
public final class SurveyLikeness {
    private static final InputGate GATE = new InputGate(IntendedUse.PAEDIATRIC_CHEST);
    private static final int DRAWN = 200;

    private SurveyLikeness() {}

    private enum Outcome { PASSED, LEFT_TO_A_PERSON, REFUSED_BY_PIXELS, REFUSED_BY_LIKENESS }

    public static void main(String[] args) throws Exception {
        ModelBundle bundle =
                args[0].equals("shipped") ? ModelBundle.shipped() : ModelBundle.read(Files.readAllBytes(Path.of(args[0])));
        try (Model model = Model.load(bundle, Engine.ONNX)) {
            System.out.printf(Locale.ROOT, "comparing one image: %.3f ms%n%n", milliseconds(bundle));
            System.out.printf("%-32s %6s %9s %9s %9s %9s   %s%n", "%", "count", "passed", "person", "pixels", "likeness",
                    "distance 5%, 50%, 95%; turn 50%");
            Split split =
                    Split.described(bundle.manifest().provenance().split()).orElseThrow();
            var examples = KaggleFolder.list(Path.of(args[1])).read(bundle.preprocessing().side(), (done, of) -> {});
            List<GreyImage> heldOut = split.split(examples.examples()).validation().stream()
                    .map(Example::image)
                    .map(image -> (GreyImage) new GreyImage.Bytes(image.width(), image.height(), image.pixels(), 0))
                    .toList();
            radiographs(model, heldOut);
            for (OtherPictures kind : OtherPictures.values()) {
                var decoder = DecoderByContent.ofAllFormats(ImageLimits.RADIOGRAPHS);
                List<GreyImage> drawn = new ArrayList<>();
                for (int seed = 0; seed < DRAWN; seed++) {
                    drawn.add(decoder.decode(kind.encoded(seed)));
                }
                print(model, kind.name().toLowerCase(Locale.ROOT).replace('_', ' '), drawn);
            }
            for (String folder : List.of(args).subList(2, args.length)) {
                print(model, Path.of(folder).getFileName().toString(), pictures(Path.of(folder)));
            }
        }
    }

    /** Of the fastest of many rounds, without the network. */
    private static double milliseconds(ModelBundle bundle) {
        var golden = bundle.golden().cases().get(0);
        var reference = bundle.reference().orElseThrow();
        PreparedImage image = golden.image();
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 20_000; round++) {
            long start = System.nanoTime();
            reference.likeness(image, golden.embedding());
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
        }
        return best;
    }

    private static void radiographs(Model model, List<GreyImage> heldOut) {
        print(model, "held-out radiographs", heldOut);
        for (int degrees : new int[] {5, -5, 10, -10}) {
            print(model, "turned by " + degrees, all(heldOut, image -> turned(image, degrees)));
        }
        print(model, "the middle nine tenths", all(heldOut, image -> cut(image, 0.05, 0.05)));
        print(model, "shifted by 5%", all(heldOut, image -> cut(image, 0, 0.1)));
        print(model, "brighter by 20 levels", all(heldOut, image -> mapped(image, grey -> grey + 20)));
        print(model, "darker by 20 levels", all(heldOut, image -> mapped(image, grey -> grey - 20)));
        print(model, "gamma 0.8", all(heldOut, image -> mapped(image, grey -> 255 * Math.pow(grey / 255, 0.8))));
        print(model, "gamma 1.25", all(heldOut, image -> mapped(image, grey -> 255 * Math.pow(grey / 255, 1.25))));
        print(model, "contrast 0.8", all(heldOut, image -> mapped(image, grey -> 128 + 0.8 * (grey - 128))));
        print(model, "contrast 1.2", all(heldOut, image -> mapped(image, grey -> 128 + 1.2 * (grey - 128))));
        for (int grey : new int[] {0, 128, 255}) {
            print(model, "border of 5%, grey " + grey, all(heldOut, image -> framed(image, 0.05, grey)));
        }
        print(model, "upside down", all(heldOut, image -> turned(image, 180)));
        print(model, "on the left side", all(heldOut, image -> turned(image, 270)));
        print(model, "on the right side", all(heldOut, image -> turned(image, 90)));
        print(model, "mirrored", all(heldOut, SurveyLikeness::mirrored));
        print(model, "black and white exchanged", all(heldOut, image -> mapped(image, grey -> 255 - grey)));
    }

    private static void print(Model model, String name, List<GreyImage> images) {
        int[] counts = new int[Outcome.values().length];
        double[] distances = new double[images.size()];
        double[] turns = new double[images.size()];
        for (int i = 0; i < images.size(); i++) {
            GreyImage image = images.get(i);
            int side = model.preprocessing().side();
            PreparedImage prepared = AreaAveraging.resize(image, side, side);
            Likeness likeness = model.judge(prepared).likeness().orElseThrow();
            counts[outcome(image, likeness).ordinal()]++;
            distances[i] = likeness.distance();
            turns[i] = likeness.turn();
        }
        Arrays.sort(distances);
        Arrays.sort(turns);
        System.out.printf(Locale.ROOT, "%-32s %6d", name, images.size());
        for (int count : counts) {
            System.out.printf(Locale.ROOT, " %9.1f", 100.0 * count / images.size());
        }
        System.out.printf(Locale.ROOT, "   %.2f %.2f %.2f; %.2f%n",
                distances[distances.length / 20], distances[distances.length / 2],
                distances[distances.length * 19 / 20], turns[turns.length / 2]);
    }

    private static Outcome outcome(GreyImage image, Likeness likeness) {
        try {
            GATE.checkPixels(PixelSurvey.of(image));
        } catch (UnacceptableImageException e) {
            return Outcome.REFUSED_BY_PIXELS;
        }
        try {
            GATE.checkLikeness(likeness);
        } catch (UnacceptableImageException e) {
            return Outcome.REFUSED_BY_LIKENESS;
        }
        return GATE.isUnusual(likeness) ? Outcome.LEFT_TO_A_PERSON : Outcome.PASSED;
    }

    private static List<GreyImage> all(List<GreyImage> images, UnaryOperator<GreyImage> change) {
        return images.stream().map(change).toList();
    }

    /** Turned about the centre; what comes in from outside is as the border. */
    private static GreyImage turned(GreyImage image, int degrees) {
        double cosine = Math.cos(Math.toRadians(degrees));
        double sine = Math.sin(Math.toRadians(degrees));
        return placed(image, (x, y) -> new double[] {x * cosine - y * sine, x * sine + y * cosine});
    }

    private static GreyImage cut(GreyImage image, double margin, double shift) {
        double part = 1 - 2 * margin;
        return placed(image, (x, y) -> new double[] {part * x + shift, part * y + shift});
    }

    private static GreyImage mirrored(GreyImage image) {
        return placed(image, (x, y) -> new double[] {-x, y});
    }

    /** Where a place comes from; both from -1 to 1. */
    private interface Source {
        double[] of(double x, double y);
    }

    private static GreyImage placed(GreyImage image, Source source) {
        int width = image.width();
        int height = image.height();
        byte[] samples = new byte[width * height];
        for (int i = 0; i < samples.length; i++) {
            double[] from = source.of((2.0 * (i % width) + 1) / width - 1, (2.0 * (i / width) + 1) / height - 1);
            samples[i] = (byte) Math.round(between(image, (from[0] + 1) / 2 * width - 0.5, (from[1] + 1) / 2 * height - 0.5));
        }
        return new GreyImage.Bytes(width, height, samples, 0);
    }

    private static double between(GreyImage image, double x, double y) {
        double insideX = Math.max(0, Math.min(image.width() - 1, x));
        double insideY = Math.max(0, Math.min(image.height() - 1, y));
        int left = (int) insideX;
        int top = (int) insideY;
        int right = Math.min(left + 1, image.width() - 1);
        int bottom = Math.min(top + 1, image.height() - 1);
        double across = insideX - left;
        double down = insideY - top;
        return (1 - down) * ((1 - across) * image.sample(left, top) + across * image.sample(right, top))
                + down * ((1 - across) * image.sample(left, bottom) + across * image.sample(right, bottom));
    }

    private static GreyImage mapped(GreyImage image, DoubleUnaryOperator curve) {
        byte[] samples = new byte[image.width() * image.height()];
        for (int i = 0; i < samples.length; i++) {
            double level = curve.applyAsDouble(image.sample(i % image.width(), i / image.width()));
            samples[i] = (byte) Math.round(Math.max(0, Math.min(255, level)));
        }
        return new GreyImage.Bytes(image.width(), image.height(), samples, 0);
    }

    private static GreyImage framed(GreyImage image, double share, int grey) {
        int width = image.width();
        int height = image.height();
        byte[] samples = new byte[width * height];
        for (int i = 0; i < samples.length; i++) {
            int x = i % width;
            int y = i / width;
            boolean inside = Math.min(x, width - 1 - x) >= share * width && Math.min(y, height - 1 - y) >= share * height;
            samples[i] = (byte) (inside ? image.sample(x, y) : grey);
        }
        return new GreyImage.Bytes(width, height, samples, 0);
    }

    /** Every picture below a folder that ImageIO reads, at most 1,000 pixels wide and high, as grey: whole, and six cuts. */
    private static List<GreyImage> pictures(Path folder) throws IOException {
        List<Path> files;
        try (var paths = Files.walk(folder)) {
            files = paths.filter(path -> path.toString().matches("(?i).*\\.(jpe?g|png)")).sorted().toList();
        }
        var random = new Random(1);
        List<GreyImage> pictures = new ArrayList<>();
        for (Path file : files) {
            BufferedImage image = Files.size(file) < 20_000 ? null : ImageIO.read(file.toFile());
            if (image == null || Math.min(image.getWidth(), image.getHeight()) < 200) {
                continue;
            }
            pictures.add(grey(image));
            for (int times = 0; times < 6; times++) {
                int width = (int) (image.getWidth() * (0.3 + 0.5 * random.nextDouble()));
                int height = (int) (image.getHeight() * (0.3 + 0.5 * random.nextDouble()));
                if (Math.min(width, height) >= 100 && Math.max(width, height) <= 3 * Math.min(width, height)) {
                    pictures.add(grey(image.getSubimage(random.nextInt(image.getWidth() - width),
                            random.nextInt(image.getHeight() - height), width, height)));
                }
            }
        }
        return pictures;
    }

    private static GreyImage grey(BufferedImage image) {
        double scale = Math.min(1, 1000.0 / Math.max(image.getWidth(), image.getHeight()));
        int width = (int) (image.getWidth() * scale);
        int height = (int) (image.getHeight() * scale);
        var copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = copy.createGraphics();
        brush.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        brush.drawImage(image, 0, 0, width, height, null);
        brush.dispose();
        byte[] samples = new byte[width * height];
        for (int i = 0; i < samples.length; i++) {
            int rgb = copy.getRGB(i % width, i / width);
            samples[i] = (byte) Math.round(0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255));
        }
        return new GreyImage.Bytes(width, height, samples, 0);
    }
}
