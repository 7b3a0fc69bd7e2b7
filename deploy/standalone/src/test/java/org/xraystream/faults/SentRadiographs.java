package org.xraystream.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.xraystream.dicom.DicomFile;
import org.xraystream.dicom.Tag;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.Dcmtk;
import org.xraystream.image.TestScans;

/**
 * Real radiographs made DICOM by dcmtk in four transfer syntaxes, each of a child with a name, an id and a birth date that
 * must be found nowhere else, and sent as a machine sends them.
 *
 * @param folder one folder within for each transfer syntax
 * @param uids the SOP Instance UIDs
 */
record SentRadiographs(Path folder, List<String> uids) {
    static final String NAME = "Mustermann";
    static final String ID = "PAT-4711-";
    static final String BIRTH_DATE = "20210314";

    /** What dcmtk does to a JPEG in a DICOM file, and what storescu is to propose for it. */
    private enum Syntax {
        EXPLICIT("dcmdjpeg", "-xe"),
        RUN_LENGTHS("dcmdjpeg dcmcrle", "-xr"),
        LOSSLESS_JPEG("dcmdjpeg dcmcjpeg", "-xs"),
        JPEG("", "-xy");

        private final String steps;
        private final String proposal;

        Syntax(String steps, String proposal) {
            this.steps = steps;
            this.proposal = proposal;
        }
    }

    /** Makes so many, or skips the test where there are no radiographs or programs. */
    static SentRadiographs make(int count, Path folder) throws IOException, InterruptedException {
        Dcmtk.assumeInstalled("Orthanc");
        Dcmtk.assumeInstalled("img2dcm");
        Dcmtk.assumeInstalled("storescu");
        Optional<Path> data = TestScans.realData();
        assumeTrue(data.isPresent(), "skipped: no real radiographs at ../shared/data, and XRAY_DATA is not set");
        List<String> uids = new ArrayList<>();
        List<Path> jpegs = jpegs(data.get(), count);
        Files.createDirectories(folder);
        assumeTrue(jpegs.size() == count, "skipped: fewer than " + count + " radiographs");
        for (int i = 0; i < count; i++) {
            Syntax syntax = Syntax.values()[i % Syntax.values().length];
            Path grey = grey(jpegs.get(i), folder.resolve("grey.jpeg"));
            uids.add(make(grey, i, syntax, Files.createDirectories(folder.resolve(syntax.name()))));
        }
        return new SentRadiographs(folder, List.copyOf(uids));
    }

    private static String make(Path jpeg, int child, Syntax syntax, Path folder)
            throws IOException, InterruptedException {
        Path file = folder.resolve(child + ".dcm");
        Dcmtk.run(
                "img2dcm",
                "-i",
                "JPEG",
                jpeg,
                file,
                "-k",
                "PatientName=" + NAME + "^Kind " + child,
                "-k",
                "PatientID=" + ID + child,
                "-k",
                "PatientBirthDate=" + BIRTH_DATE,
                "-k",
                "PatientSex=F",
                "-k",
                "PatientComments=" + NAME + " hustet",
                "-k",
                "Modality=CR",
                "-k",
                "BodyPartExamined=CHEST",
                "-k",
                "ViewPosition=AP",
                "-k",
                "AccessionNumber=A" + child,
                "-k",
                "StudyDate=20240615",
                "-k",
                "StudyTime=101500",
                "-k",
                "InstitutionName=St. Elsewhere");
        for (String step : syntax.steps.isEmpty() ? new String[0] : syntax.steps.split(" ")) {
            Dcmtk.run(step, file, file);
        }
        try {
            return DicomFile.read(Files.readAllBytes(file))
                    .dataSet()
                    .text(Tag.SOP_INSTANCE_UID)
                    .orElseThrow();
        } catch (UnacceptableImageException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> jpegs(Path data, int count) throws IOException {
        var jpegs = new ArrayList<Path>();
        for (String folder : List.of("originals", "chest_xray/train")) {
            try (Stream<Path> files = Files.walk(data.resolve(folder))) {
                files.filter(path -> path.toString().endsWith(".jpeg")).sorted().forEach(jpegs::add);
            }
        }
        return jpegs.subList(0, Math.min(count, jpegs.size()));
    }

    /** Most of them are coded in colour, though they have none, and no detector would send them so. */
    private static Path grey(Path jpeg, Path file) throws IOException {
        BufferedImage image = ImageIO.read(jpeg.toFile());
        var grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        grey.createGraphics().drawImage(image, 0, 0, null);
        ImageIO.write(grey, "jpeg", file.toFile());
        return file;
    }

    /** Sends all to a DICOM node by C-STORE. */
    void sendTo(int port) throws IOException, InterruptedException {
        for (Syntax syntax : Syntax.values()) {
            Dcmtk.run(
                    "storescu",
                    syntax.proposal,
                    "+sd",
                    "-aec",
                    "ORTHANC",
                    "127.0.0.1",
                    port,
                    folder.resolve(syntax.name()));
        }
    }
}
