import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.xraystream.dataset.ChildSplit;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.KaggleFolder;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Judge;
import org.xraystream.engine.Model;
import org.xraystream.evaluation.Evaluation;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.image.AreaAveraging;
import org.xraystream.image.GreyImage;
import org.xraystream.image.PreparedImage;
import org.xraystream.model.ModelBundle;
import org.xraystream.network.PneumoniaNetwork;
import org.xraystream.training.Hyperparameters;
import org.xraystream.training.Trainer;
import org.xraystream.training.TrainingOrder;
import org.xraystream.training.TrainingProgress;

/**
 * How well a way of training holds outside the hospital it learnt in, as far as one data set can tell: trains without one
 * of the two series of normal images (and without 15% of the children), and tests on that series and on images changed as
 * another device or technician would change them. What to train with is chosen by these, never by the hold-out.
 *
 * <pre>mvn -q -DskipTests package
 * java -Xmx3g -cp "$(cat deploy/standalone/target/class-path)" benchmarks/surveys/ShiftStandIns.java \
 *     ../shared/data/chest_xray/train NORMAL2|IM [epochs] [seed]</pre>
 *
 * <p>{@code auc}, {@code accuracy}, {@code sens} and {@code spec} are those of probabilities cut at one half;
 * {@code spec@.97} is the specificity at the cut that finds 97% of the pneumonias; {@code flips} are decisions that a
 * change turned from normal to pneumonia or back.
 */
public final class ShiftStandIns {
    private static final ChildSplit SPLIT = new ChildSplit(0.15, 7);
    private static final int SOURCE = 224;
    private static final int CHANGED = 500;

    private ShiftStandIns() {}

    public static void main(String[] args) throws Exception {
        String leftOut = args[1].equals("IM") ? "NORMAL/IM-" : "NORMAL/NORMAL2-";
        int epochs = args.length > 2 ? Integer.parseInt(args[2]) : 8;
        long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
        int side = PneumoniaNetwork.STANDARD.side();
        List<Example> full =
                KaggleFolder.list(Path.of(args[0])).read(SOURCE, (done, of) -> {}).examples();

        List<Example> training = new ArrayList<>();
        List<Example> sameSeries = new ArrayList<>();
        List<Example> otherSeries = new ArrayList<>();
        for (Example example : full) {
            boolean normal = !example.truth().isPneumonia();
            if (example.id().startsWith(leftOut)) {
                otherSeries.add(example);
            } else if (SPLIT.holdsOut(example.child())) {
                sameSeries.add(example);
                if (!normal) {
                    otherSeries.add(example);
                }
            } else {
                training.add(example);
            }
        }
        var order = new TrainingOrder(
                "stand-in",
                Optional.empty(),
                training.stream().map(example -> prepared(example, side)).toList(),
                sameSeries.stream().map(example -> prepared(example, side)).toList(),
                "stand-in",
                Hyperparameters.STANDARD.withEpochs(epochs),
                seed);
        ModelBundle bundle = Trainer.standard().train(order, new TrainingProgress() {
            @Override
            public void epochDone(Epoch epoch) {
                System.out.println(epoch);
            }
        });
        try (Model model = Model.load(bundle, Engine.ONNX)) {
            print("children held out", judged(model, sameSeries, image -> image));
            print("series left out", judged(model, otherSeries, image -> image));
            List<Example> some = new ArrayList<>(
                    Stream.concat(sameSeries.stream(), otherSeries.stream()).distinct().toList());
            Collections.shuffle(some, new Random(5));
            some = some.subList(0, Math.min(CHANGED, some.size()));
            List<JudgedExample> unchanged = judged(model, some, image -> image);
            print("some of both", unchanged);
            for (Map.Entry<String, UnaryOperator<PreparedImage>> change : changes().entrySet()) {
                List<JudgedExample> changed = judged(model, some, change.getValue());
                long flips = 0;
                for (int i = 0; i < changed.size(); i++) {
                    flips += isIll(changed.get(i)) != isIll(unchanged.get(i)) ? 1 : 0;
                }
                print(String.format("%s, %.1f%% flips", change.getKey(), 100.0 * flips / changed.size()), changed);
            }
        }
    }

    private static boolean isIll(JudgedExample example) {
        return example.probabilities().pneumonia() >= 0.5;
    }

    private static void print(String what, List<JudgedExample> judged) {
        var forced = Evaluation.of(judged).forced();
        System.out.printf(
                "%-34s n %4d auc %.4f accuracy %.3f sens %.3f spec %.3f spec@.97 %.3f%n",
                what, judged.size(), Evaluation.of(judged).auc(), forced.accuracy(), forced.sensitivity(),
                forced.specificity(), specificityAt(0.97, judged));
    }

    private static double specificityAt(double sensitivity, List<JudgedExample> judged) {
        double[] ill = judged.stream()
                .filter(JudgedExample::isPneumonia)
                .mapToDouble(example -> example.probabilities().pneumonia())
                .sorted()
                .toArray();
        double cut = ill[(int) ((1 - sensitivity) * ill.length)];
        return judged.stream()
                .filter(example -> !example.isPneumonia())
                .mapToInt(example -> example.probabilities().pneumonia() < cut ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private static List<JudgedExample> judged(Judge judge, List<Example> examples, UnaryOperator<PreparedImage> change) {
        int side = judge.preprocessing().side();
        return examples.stream()
                .map(example -> new Example(
                        example.id(), example.child(), example.truth(), change.apply(example.image())))
                .map(example -> JudgedExample.by(judge, prepared(example, side)))
                .toList();
    }

    private static Example prepared(Example example, int side) {
        var grey = new GreyImage.Bytes(SOURCE, SOURCE, example.image().pixels(), 0);
        return new Example(
                example.id(), example.child(), example.truth(), AreaAveraging.resize(grey, side, side));
    }

    /** What another device, technician or archive might do to an image of 224 x 224. */
    private static Map<String, UnaryOperator<PreparedImage>> changes() {
        var changes = new LinkedHashMap<String, UnaryOperator<PreparedImage>>();
        changes.put("gamma 0.5", image -> each(image, grey -> 255 * Math.pow(grey / 255, 0.5)));
        changes.put("gamma 2", image -> each(image, grey -> 255 * Math.pow(grey / 255, 2)));
        changes.put("over-exposed", image -> each(image, grey -> (grey - 127) * 1.7 + 150));
        changes.put("blurred", image -> blurred(image, 6));
        changes.put("cut to 75%", image -> view(image, 0.75, 0.75, 0));
        changes.put("black border around", image -> view(image, 1.25, 1.25, 0));
        changes.put("border covered", ShiftStandIns::covered);
        changes.put("wider", image -> view(image, 0.72, 1, 0));
        changes.put("taller", image -> view(image, 1, 0.72, 0));
        changes.put("turned by 10 degrees", image -> view(image, 1, 1, Math.toRadians(10)));
        changes.put("JPEG quality 8", image -> jpeg(image, 0.08f));
        changes.put("noise of 25 levels", image -> {
            var random = new Random(Arrays.hashCode(image.pixels()));
            return each(image, grey -> grey + 25 * random.nextGaussian());
        });
        return changes;
    }

    private interface Grey {
        double of(double grey);
    }

    private static PreparedImage each(PreparedImage image, Grey change) {
        byte[] pixels = image.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(Math.min(255, Math.max(0, change.of(pixels[i] & 0xff))));
        }
        return new PreparedImage(SOURCE, SOURCE, pixels);
    }

    private static PreparedImage blurred(PreparedImage image, int times) {
        PreparedImage blurred = image;
        for (int i = 0; i < times; i++) {
            byte[] from = blurred.pixels();
            byte[] to = new byte[from.length];
            for (int y = 0; y < SOURCE; y++) {
                for (int x = 0; x < SOURCE; x++) {
                    int sum = 0;
                    for (int dy = -1; dy <= 1; dy++) {
                        for (int dx = -1; dx <= 1; dx++) {
                            sum += at(from, x + dx, y + dy);
                        }
                    }
                    to[y * SOURCE + x] = (byte) ((sum + 4) / 9);
                }
            }
            blurred = new PreparedImage(SOURCE, SOURCE, to);
        }
        return blurred;
    }

    /** A part of the image about its centre, nearest pixels; black where there is no image. */
    private static PreparedImage view(PreparedImage image, double partX, double partY, double radians) {
        byte[] to = new byte[SOURCE * SOURCE];
        for (int y = 0; y < SOURCE; y++) {
            for (int x = 0; x < SOURCE; x++) {
                double right = (x + 0.5 - SOURCE / 2.0) * partX;
                double down = (y + 0.5 - SOURCE / 2.0) * partY;
                int fromX = (int) Math.floor(SOURCE / 2.0 + right * Math.cos(radians) - down * Math.sin(radians));
                int fromY = (int) Math.floor(SOURCE / 2.0 + right * Math.sin(radians) + down * Math.cos(radians));
                boolean inside = fromX >= 0 && fromY >= 0 && fromX < SOURCE && fromY < SOURCE;
                to[y * SOURCE + x] = inside ? image.pixels()[fromY * SOURCE + fromX] : 0;
            }
        }
        return new PreparedImage(SOURCE, SOURCE, to);
    }

    /** A twelfth of the image on each side made black. */
    private static PreparedImage covered(PreparedImage image) {
        int border = SOURCE / 12;
        byte[] to = image.pixels().clone();
        for (int i = 0; i < to.length; i++) {
            int x = i % SOURCE;
            int y = i / SOURCE;
            if (Math.min(x, y) < border || Math.max(x, y) >= SOURCE - border) {
                to[i] = 0;
            }
        }
        return new PreparedImage(SOURCE, SOURCE, to);
    }

    private static PreparedImage jpeg(PreparedImage image, float quality) {
        var picture = new BufferedImage(SOURCE, SOURCE, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, SOURCE, SOURCE, image.pixels());
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            writer.dispose();
        }
        try {
            BufferedImage back = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
            byte[] pixels = (byte[]) back.getRaster().getDataElements(0, 0, SOURCE, SOURCE, null);
            return new PreparedImage(SOURCE, SOURCE, pixels);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int at(byte[] pixels, int x, int y) {
        int column = Math.min(Math.max(x, 0), SOURCE - 1);
        int row = Math.min(Math.max(y, 0), SOURCE - 1);
        return pixels[row * SOURCE + column] & 0xff;
    }
}
