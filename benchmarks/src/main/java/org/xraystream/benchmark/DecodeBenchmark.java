package org.xraystream.benchmark;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.PreparedImage;
import org.xraystream.service.runtime.TemporaryFolder;

/**
 * How long a radiograph takes from its bytes to the pixels that the network sees, by format: our decoders with area
 * averaging, against ImageIO and Java2D as examples use them; and how far both are from exact averages.
 */
final class DecodeBenchmark implements Benchmark {

    @Override
    public String name() {
        return "decode";
    }

    @Override
    public String description() {
        return "From encoded bytes to the network's pixels, against ImageIO and Java2D as they come.";
    }

    @Override
    public Measured run(Workbench workbench) throws Exception {
        workbench.say("each format and decoder in a JVM of its own");
        try (var folder = TemporaryFolder.create()) {
            Path file = folder.path().resolve("radiograph");
            Files.write(file, workbench.image(0).content());
            Jmh.Times times = Jmh.times(DecodeCases.class, workbench.rounds(), "-D" + DecodeCases.FILE + "=" + file);
            var measured = new ArrayList<Measurement>();
            for (ImageKind kind : List.of(ImageKind.JPEG_224, ImageKind.JPEG_1500, ImageKind.PNG_16_BIT)) {
                double[] ours = times.of("OURS " + kind);
                double[] imageIo = times.of("IMAGE_IO " + kind);
                measured.add(Measurement.of(name(), "ours, " + kind, "time", ours, "ms"));
                measured.add(Measurement.of(name(), "ImageIO, " + kind, "time", imageIo, "ms"));
                measured.add(Measurement.ratio(name(), "ImageIO to ours, " + kind, imageIo, ours));
                measured.addAll(errors(kind, kind.of(workbench.image(0))));
            }
            // Nothing else of what examples use reads DICOM.
            double[] dicom = Jmh.times(DicomCases.class, workbench.rounds(), "-D" + DecodeCases.FILE + "=" + file)
                    .of(ImageKind.DICOM_16_BIT.name());
            measured.add(Measurement.of(name(), "ours, " + ImageKind.DICOM_16_BIT, "time", dicom, "ms"));
            return new Measured(measured, List.of());
        }
    }

    /** Of one radiograph, against exact averages of what ImageIO decodes. */
    private List<Measurement> errors(ImageKind kind, EncodedImage image) throws Exception {
        BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(image.content()));
        int white = (1 << decoded.getSampleModel().getSampleSize(0)) - 1;
        PreparedImage ours = DecodeCases.ours(image);
        double[] exact = ExactPixels.of(decoded.getRaster(), white, ours.width());
        return List.of(
                error("ours, " + kind, ExactPixels.meanError(exact, ours.pixels())),
                error("ImageIO, " + kind, ExactPixels.meanError(exact, greys(DecodeCases.imageIo(image)))));
    }

    private Measurement error(String subject, double error) {
        return Measurement.once(name(), subject, "error", error, "grey");
    }

    private static byte[] greys(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }
}
