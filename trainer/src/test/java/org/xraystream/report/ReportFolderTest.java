package org.xraystream.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.dataset.Truth;
import org.xraystream.engine.TestBundles;
import org.xraystream.evaluation.Estimates;
import org.xraystream.evaluation.EvaluatedImage;
import org.xraystream.evaluation.EvaluatedSet;
import org.xraystream.evaluation.Score;
import org.xraystream.evaluation.TestImages;
import org.xraystream.image.Preprocessing;
import org.xraystream.model.Finding;
import org.xraystream.model.Probabilities;
import org.xraystream.reading.FixedJudge;
import org.xraystream.report.Report.Refused;

class ReportFolderTest {
    private static final FixedJudge JUDGE = new FixedJudge(
            Preprocessing.standardised(32), Finding.NORMAL, new Probabilities(0.9, 0.06, 0.04), Optional.empty());
    private static final String CURVE =
            "epoch,loss,training_accuracy,held_out_accuracy\n1,0.9,0.8,0.7\n2,0.7,0.9,0.8\n";

    private final Path folder;

    ReportFolderTest(@TempDir Path folder) {
        this.folder = folder.resolve("new/report");
    }

    @Test
    void writesAPageThatNeedsNothingBesideIt() throws IOException {
        String page = write(report(TestImages.judged(30, 1), false));

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .doesNotContain("http://", "https://", "<script", "<link", "url(", "{{");
        assertThat(page.split("src=\"data:image/", -1)).hasSameSizeAs(page.split("<img ", -1));
        assertThat(page.split("<img ", -1)).hasSameSizeAs(page.split(" alt=\"[^\"]", -1));
    }

    @Test
    void putsThePictureOfEachChartBeside() throws IOException {
        write(report(TestImages.judged(30, 1), false));

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "report.html",
                            "roc.png",
                            "roc-corner.png",
                            "reliability.png",
                            "probabilities.png",
                            "accuracy.png",
                            "loss.png");
        }
        assertThat(ImageIO.read(folder.resolve("roc.png").toFile()).getWidth()).isEqualTo(1000);
    }

    @Test
    void tellsInPlainWordsWhatWasFoundAndWhatIsLeftToAPerson() throws IOException {
        Report report = report(TestImages.judged(30, 1), false);

        String page = write(report);

        Estimates estimates = report.results().estimates();
        int undecided = (int) Math.round(estimates.scores().undecided() * 90);
        assertThat(page)
                .contains(
                        "read 90 chest radiographs of 45 children from the folder nowhere: 30 normal and 60 with pneumonia"
                                + " (30 bacterial, 30 viral)")
                .contains("1 picture was refused")
                .contains("a caution")
                .contains(Figures.withInterval(Score.DECIDED_SENSITIVITY, Score.DECIDED_SENSITIVITY.of(estimates)))
                .contains(estimates.scores().decided().falseNegatives() + " of 60 ")
                .contains(undecided + " of 90 ")
                .contains("0".repeat(64))
                .contains("95.45%", "0.1214", "not known")
                .doesNotContain("Kermany");
    }

    @Test
    void showsTheSurestMistakesWithTheirProbabilities() throws IOException {
        List<EvaluatedImage> images = new ArrayList<>(TestImages.judged(10, 1));
        images.add(TestImages.judged("PNEUMONIA/missed.jpeg", "m", Truth.VIRAL_PNEUMONIA, 0.987, 0.005));
        images.add(TestImages.judged("NORMAL/alarm.jpeg", "a", Truth.NORMAL, 0.004, 0.9));

        String page = write(report(images, false));

        assertThat(page)
                .contains("<strong>PNEUMONIA/missed.jpeg</strong><br>In truth: Viral pneumonia. Called normal.");
        assertThat(page).contains("normal 98.7%, bacterial 0.5%, viral 0.8%");
        assertThat(page).contains("<strong>NORMAL/alarm.jpeg</strong><br>In truth: Normal. Called pneumonia.");
    }

    @Test
    void putsPublishedFiguresBesideOursOnTheirOwnTestFolder() throws IOException {
        String page = write(report(TestImages.judged(10, 1), true));

        assertThat(page).contains("Kermany et al. 2018", "92.8%", "0.968", "93.2%", "90.1%", "Google AutoML Vision");
    }

    @Test
    void takesNoNameForMarkup() throws IOException {
        List<EvaluatedImage> images = List.of(
                TestImages.judged("<script>alert(1)</script>", "a", Truth.VIRAL_PNEUMONIA, 0.99, 0),
                TestImages.judged("b", "b", Truth.NORMAL, 0.99, 0));

        assertThat(write(report(images, false))).contains("&lt;script&gt;").doesNotContain("<script");
    }

    @Test
    void reportsOnOneClassAlone() throws IOException {
        List<EvaluatedImage> normals = TestImages.judged(10, 1).stream()
                .filter(image -> !image.judged().isPneumonia())
                .toList();

        String page = write(report(normals, false));

        assertThat(page).contains("10 normal and 0 with pneumonia", "the kind is not told");
        assertThat(folder.resolve("roc.png")).doesNotExist();
    }

    private String write(Report report) throws IOException {
        return Files.readString(new ReportFolder(folder).write(report, JUDGE));
    }

    private static Report report(List<EvaluatedImage> images, boolean isKaggleTest) {
        return new Report(
                Instant.parse("2026-11-23T00:00:00Z"),
                TestBundles.manifest("tested-1"),
                "0".repeat(64),
                "the folder nowhere",
                EvaluatedSet.of(images),
                List.of(new Refused("page.jpeg", "NOT_A_CHEST_RADIOGRAPH: a page of text")),
                "a caution",
                Optional.empty(),
                TrainingCurveTest.curve(CURVE),
                isKaggleTest);
    }
}
