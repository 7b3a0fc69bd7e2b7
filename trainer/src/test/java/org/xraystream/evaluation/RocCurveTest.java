package org.xraystream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xraystream.evaluation.RocCurve.Point;

class RocCurveTest {
    private final List<JudgedExample> judged =
            TestImages.judged(40, 2).stream().map(EvaluatedImage::judged).toList();

    @Test
    void hasTheAreaThatTheRanksGive() {
        List<Point> points = RocCurve.of(judged).points();

        double area = IntStream.range(1, points.size())
                .mapToDouble(i -> (points.get(i).falseAlarmRate()
                                - points.get(i - 1).falseAlarmRate())
                        * (points.get(i).sensitivity() + points.get(i - 1).sensitivity())
                        / 2)
                .sum();
        assertThat(area).isCloseTo(Evaluation.of(judged).auc(), within(1e-12));
        assertThat(points).startsWith(new Point(0, 0)).endsWith(new Point(1, 1));
    }

    @Test
    void liesWithinItsBand() {
        RocCurve curve = RocCurve.of(judged);

        assertThat(curve.band()).hasSameSizeAs(RocCurve.RATES);
        for (int i = 0; i < RocCurve.RATES.size(); i++) {
            double rate = RocCurve.RATES.get(i);
            double sensitivity = curve.points().stream()
                    .filter(point -> point.falseAlarmRate() <= rate)
                    .mapToDouble(Point::sensitivity)
                    .max()
                    .orElseThrow();
            assertThat(sensitivity)
                    .isBetween(curve.band().get(i).low(), curve.band().get(i).high());
        }
    }

    /** Drawing an example twice is the same as having it twice. */
    @Test
    void countsWeightsAsImages() {
        int[] weights = IntStream.range(0, judged.size()).map(i -> i % 3).toArray();
        List<JudgedExample> drawn = IntStream.range(0, judged.size())
                .boxed()
                .flatMap(i -> IntStream.range(0, weights[i]).mapToObj(times -> judged.get(i)))
                .toList();

        Scores weighted = new Sample(judged).scores(weights);

        assertThat(weighted.forced()).isEqualTo(Evaluation.of(drawn).forced());
        assertThat(weighted.confusionOfThree()).isEqualTo(Evaluation.of(drawn).confusionOfThree());
        Evaluation.of(drawn)
                .byName()
                .forEach((name, score) ->
                        assertThat(weighted.byName().get(name)).as(name).isCloseTo(score, within(1e-12)));
    }
}
