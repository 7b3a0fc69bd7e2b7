package org.xraystream.report;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.xraystream.engine.Judge;
import org.xraystream.evaluation.EvaluatedImage;
import org.xraystream.model.Probabilities;

/**
 * Radiographs of one kind of error.
 *
 * @param title which
 * @param text what to think of it
 * @param tiles the worst first; may be none
 */
record Gallery(String title, String text, List<Tile> tiles) {
    /** Fills rows of two on paper and of three on a screen. */
    private static final int AT_MOST = 6;

    /**
     * One radiograph as the network saw it, beside it where the network saw evidence.
     *
     * @param source the picture, for a page that needs nothing beside it
     * @param id path below the folder
     * @param truth what it shows
     * @param finding what the model said
     * @param probabilities of normal, bacterial and viral
     */
    record Tile(String source, String id, String truth, String finding, String probabilities) {}

    /** @param judge the model that made the errors */
    static List<Gallery> of(List<EvaluatedImage> images, Judge judge) {
        WorstErrors errors = WorstErrors.of(images, AT_MOST);
        List<Gallery> galleries = new ArrayList<>();
        add(
                galleries,
                "Pneumonias that it called normal",
                "The gravest mistake: a child who needs treatment is taken for healthy.",
                errors.missed(),
                judge);
        add(
                galleries,
                "Normal radiographs that it called pneumonia",
                "A healthy child is taken for ill.",
                errors.falseAlarms(),
                judge);
        add(
                galleries,
                "Left to a person, and leaning the wrong way",
                "The model did not decide on these. Had it been made to, it would have been wrong.",
                errors.worstLeftToAPerson(),
                judge);
        add(
                galleries,
                "Pneumonias that it found and took for the other kind",
                "Bacterial and viral pneumonia look alike on a radiograph; these two probabilities are a hint only.",
                errors.wrongKind(),
                judge);
        return galleries;
    }

    private static void add(
            List<Gallery> galleries, String title, String text, List<EvaluatedImage> images, Judge judge) {
        if (!images.isEmpty()) {
            galleries.add(new Gallery(
                    title,
                    text,
                    images.stream().map(image -> tile(image, judge)).toList()));
        }
    }

    private static Tile tile(EvaluatedImage image, Judge judge) {
        var map = judge.judge(image.image()).output().activationMap();
        String picture = Base64.getEncoder().encodeToString(ActivationOverlay.jpeg(image.image(), map));
        Probabilities given = image.judged().probabilities();
        return new Tile(
                "data:image/jpeg;base64," + picture,
                image.id(),
                ReportPage.inWords(image.judged().truth()),
                ReportPage.inWords(image.judged().finding()),
                String.format(
                        Locale.ROOT,
                        "normal %.1f%%, bacterial %.1f%%, viral %.1f%%",
                        100 * given.normal(),
                        100 * given.bacterial(),
                        100 * given.viral()));
    }
}
