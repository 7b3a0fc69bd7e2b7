package org.xraystream.retraining;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xraystream.dataset.Example;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.evaluation.JudgedExample;
import org.xraystream.evaluation.PairedScores;
import org.xraystream.examples.LabelledScan;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.ModelBundle;
import org.xraystream.promotion.TestSet;

/**
 * Lets champion and challenger judge the same images, set by set.
 *
 * @param heldOut scans of children whom neither was trained on
 * @param reference images of the base data that neither was trained on
 */
record Examination(List<LabelledScan> heldOut, List<Example> reference) {

    /** Both on every set that has an image; the recent scans are left out where all are recent. */
    Map<TestSet, PairedScores> of(Champion champion, ModelBundle challenger) {
        List<Example> all = Stream.concat(heldOut.stream().map(LabelledScan::example), reference.stream())
                .toList();
        var answers = new Answers(judged(champion.bundle(), all), judged(challenger, all));
        Instant since = champion.labelsUntil();
        var results = new EnumMap<TestSet, PairedScores>(TestSet.class);
        int[] scans = which(scan -> true);
        int[] recent = which(scan -> scan.arrived().isAfter(since));
        int[] blind = which(scan -> scan.arrived().isAfter(since) && scan.isBlind());
        answers.score(TestSet.HELD_OUT, scans, results);
        answers.score(TestSet.RECENT, recent.length == scans.length ? new int[0] : recent, results);
        answers.score(TestSet.BLIND, blind.length == scans.length ? new int[0] : blind, results);
        answers.score(
                TestSet.REFERENCE, IntStream.range(scans.length, all.size()).toArray(), results);
        return results;
    }

    private int[] which(Predicate<LabelledScan> wanted) {
        return IntStream.range(0, heldOut.size())
                .filter(i -> wanted.test(heldOut.get(i)))
                .toArray();
    }

    private static List<JudgedExample> judged(ModelBundle bundle, List<Example> examples) {
        try (Model model = Model.load(bundle, Engine.ONNX)) {
            return examples.stream()
                    .map(example -> JudgedExample.by(model, example))
                    .toList();
        } catch (InvalidBundleException e) {
            throw new IllegalStateException(
                    "model " + bundle.manifest().version() + " was accepted before and does not load now", e);
        }
    }

    /** What both said of all images, in the same order. */
    private record Answers(List<JudgedExample> champion, List<JudgedExample> challenger) {

        void score(TestSet set, int[] images, Map<TestSet, PairedScores> results) {
            if (images.length > 0) {
                results.put(set, PairedScores.of(pick(champion, images), pick(challenger, images)));
            }
        }

        private static List<JudgedExample> pick(List<JudgedExample> from, int[] images) {
            return IntStream.of(images).mapToObj(from::get).toList();
        }
    }
}
