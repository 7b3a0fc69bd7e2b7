package org.xraystream.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.xraystream.evaluation.Confusion;
import org.xraystream.evaluation.Estimates;
import org.xraystream.evaluation.Score;
import org.xraystream.evaluation.Scores;
import org.xraystream.evaluation.Subgroup;
import org.xraystream.model.Category;
import org.xraystream.model.Finding;
import org.xraystream.model.Provenance;

/** The report as one page of HTML that needs nothing beside it. Everything that is not ours is escaped. */
final class ReportPage {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Report report;
    private final Estimates estimates;
    private final Scores scores;

    ReportPage(Report report) {
        this.report = report;
        this.estimates = report.results().estimates();
        this.scores = estimates.scores();
    }

    /**
     * Writes the page.
     *
     * @param charts in the order in which they are to be seen
     * @param galleries of errors
     */
    String html(List<Chart> charts, List<Gallery> galleries) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("version", report.manifest().version());
        page.put("written", DAY.format(report.writtenAt()));
        page.put("caution", report.caution());
        page.put("answers", new PlainWords(report).answers());
        page.put("figureGroups", figureGroups());
        page.put("decisions", decisions());
        page.put("kinds", kinds());
        page.put("charts", charts);
        page.put(
                "subgroups",
                Arrays.stream(Subgroup.By.values())
                        .map(this::division)
                        .filter(d -> !d.rows().isEmpty())
                        .toList());
        page.put("comparisons", Comparison.of(report));
        page.put("isKaggleTest", report.isKaggleTest());
        page.put("galleries", galleries);
        page.put("refused", report.refused());
        page.put("hasRefused", !report.refused().isEmpty());
        page.put("about", about());
        return PageTemplate.of(ReportPage.class, "report.html").fill(page);
    }

    /** A table of figures under one heading. */
    record FigureGroup(String title, List<Figure> figures) {}

    /** One score. */
    record Figure(String name, String value, String interval, String meaning) {}

    private List<FigureGroup> figureGroups() {
        return List.of(
                group(
                        "Where the model decides by its own thresholds",
                        Score.UNDECIDED,
                        Score.DECIDED_SENSITIVITY,
                        Score.DECIDED_SPECIFICITY,
                        Score.DECIDED_PPV,
                        Score.DECIDED_NPV,
                        Score.DECIDED_ACCURACY,
                        Score.DECIDED_F1),
                group(
                        "Were every radiograph decided, from a probability of one half",
                        Score.SENSITIVITY,
                        Score.SPECIFICITY,
                        Score.PPV,
                        Score.NPV,
                        Score.ACCURACY,
                        Score.F1),
                group("The probabilities themselves", Score.AUC, Score.CALIBRATION_ERROR, Score.LOG_LOSS),
                group(
                        "Normal, bacterial or viral",
                        Score.ACCURACY_OF_THREE,
                        Score.BACTERIAL_AGAINST_VIRAL_AUC,
                        Score.LOG_LOSS_OF_THREE));
    }

    private FigureGroup group(String title, Score... of) {
        return new FigureGroup(
                title,
                Arrays.stream(of)
                        .map(score -> new Figure(
                                score.title(),
                                Figures.value(score, score.of(estimates)),
                                Figures.interval(score, score.of(estimates)),
                                score.meaning()))
                        .toList());
    }

    /** A row of a table: what it is about, and a cell for each column. */
    record Row(String name, List<String> cells) {
        static Row of(String name, long... counts) {
            return new Row(name, Arrays.stream(counts).mapToObj(Figures::count).toList());
        }
    }

    private List<Row> decisions() {
        Confusion decided = scores.decided();
        int ill = scores.forced().truePositives() + scores.forced().falseNegatives();
        int normal = scores.examples() - ill;
        return List.of(
                Row.of(
                        "Pneumonia",
                        decided.truePositives(),
                        ill - decided.truePositives() - decided.falseNegatives(),
                        decided.falseNegatives(),
                        ill),
                Row.of(
                        "Normal",
                        decided.falsePositives(),
                        normal - decided.falsePositives() - decided.trueNegatives(),
                        decided.trueNegatives(),
                        normal));
    }

    private List<Row> kinds() {
        if (Double.isNaN(scores.accuracyOfThree())) {
            return List.of();
        }
        return Arrays.stream(Category.values())
                .map(truth -> Row.of(
                        inWords(truth),
                        Arrays.stream(Category.values())
                                .mapToLong(called -> scores.confusionOfThree().count(truth, called))
                                .toArray()))
                .toList();
    }

    static String inWords(Enum<?> constant) {
        String words = constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** One way of dividing the images. */
    record Division(String title, List<Row> rows) {}

    private Division division(Subgroup.By by) {
        return new Division(
                by.title(),
                report.results().subgroups().stream()
                        .filter(subgroup -> subgroup.by() == by)
                        .map(ReportPage::row)
                        .toList());
    }

    private static Row row(Subgroup subgroup) {
        Estimates of = subgroup.estimates();
        return new Row(
                subgroup.name(),
                List.of(
                        Figures.count(of.scores().examples()),
                        Figures.count(of.scores().children()),
                        Figures.withInterval(Score.SENSITIVITY, Score.SENSITIVITY.of(of)),
                        Figures.withInterval(Score.SPECIFICITY, Score.SPECIFICITY.of(of)),
                        Figures.withInterval(Score.AUC, Score.AUC.of(of)),
                        Figures.percent(of.scores().undecided())));
    }

    private List<Row> about() {
        Provenance provenance = report.manifest().provenance();
        return List.of(
                new Row("Model", List.of(report.manifest().version())),
                new Row("SHA-256 of its bundle", List.of(report.sha256())),
                new Row(
                        "Trained",
                        List.of(DAY.format(provenance.trainedAt()) + ", by Xraystream " + provenance.codeVersion()
                                + ", from " + provenance.startedFrom())),
                new Row(
                        "On",
                        List.of(data(
                                provenance.trainedOn().examples(),
                                provenance.trainedOn().children()))),
                new Row(
                        "Calibrated on",
                        List.of(data(
                                provenance.heldOut().examples(),
                                provenance.heldOut().children()))),
                new Row("Divided", List.of(provenance.split())),
                new Row("Seed and options", List.of(provenance.seed() + "; " + provenance.hyperparameters())),
                new Row("Images prepared", List.of(report.manifest().preprocessing())),
                new Row("Intended for", List.of("frontal chest radiographs of children from 1 to 5 years")));
    }

    private static String data(int images, int children) {
        return Figures.count(images, "radiograph", "radiographs") + " of "
                + Figures.count(children, "child", "children");
    }

    /** What the model said, for people. */
    static String inWords(Finding finding) {
        return switch (finding) {
            case NORMAL -> "Called normal";
            case PNEUMONIA -> "Called pneumonia";
            case UNCERTAIN -> "Left to a person";
        };
    }
}
