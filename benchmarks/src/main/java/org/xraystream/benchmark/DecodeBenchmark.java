package org.xraystream.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xraystream.service.runtime.TemporaryFolder;

/**
 * How long a radiograph takes from its bytes to the pixels that the network sees, by format: our decoders with area
 * averaging, against ImageIO and Java2D as examples use them.
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
    public List<Measurement> run(Workbench workbench) throws Exception {
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
            }
            // Nothing else of what examples use reads DICOM.
            double[] dicom = Jmh.times(DicomCases.class, workbench.rounds(), "-D" + DecodeCases.FILE + "=" + file)
                    .of(ImageKind.DICOM_16_BIT.name());
            measured.add(Measurement.of(name(), "ours, " + ImageKind.DICOM_16_BIT, "time", dicom, "ms"));
            return measured;
        }
    }
}
