package org.xraystream.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xraystream.service.testing.TestCluster.await;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.xraystream.event.Finding;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.TestScans;
import org.xraystream.room.TestRoom;
import org.xraystream.service.testing.TestCluster;
import org.xraystream.streamapp.ScanEvents;
import org.xraystream.streamapp.StreamApp;
import org.xraystream.topic.Topics;

/**
 * What the reading room and its open pages cost beside the classifying, in processor time of their threads, which other
 * load on the machine hardly changes. Prints the figures of docs/decisions/016.
 */
@EnabledIfSystemProperty(named = "room.cost", matches = "measure", disabledReason = "measures; -Droom.cost=measure")
class RoomCostIT {

    private static final int SCANS = 1000;
    private static final int WARM = 2000;
    private static final int PAGES = 50;
    private static final int ROUNDS = 3;
    /** Of the service: the broker, and the other side of the pages. */
    private static final String OUTSIDE = "outside";

    /**
     * What was spent while scans came, in milliseconds of processor time a scan.
     *
     * @param perSecond scans, by the clock
     * @param ofService spent by the service's threads
     */
    private record Round(int pages, double perSecond, double ofService, Map<String, Double> byPart) {
        double of(String part) {
            return byPart.getOrDefault(part, 0.0);
        }
    }

    @Test
    void costsTheClassifierLittle() throws Exception {
        byte[] content = fullSize(TestScans.radiograph(1, 0).content());
        try (var cluster = TestCluster.start();
                var app = StreamApp.start(cluster.settings().with(RoomClient.tokens("ann")))) {
            var client = RoomClient.of(app, "ann");
            await("the room is open", () -> client.status("/api/scans") == 200);
            publish(cluster, content, "warm", WARM);
            awaitScans(client, WARM);
            List<Round> without = new ArrayList<>();
            List<Round> with = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                int before = WARM + 2 * round * SCANS;
                without.add(measure(cluster, client, content, 0, before));
                with.add(measure(cluster, client, content, PAGES, before + SCANS));
            }

            double lost = mean(with) / mean(without) - 1;

            System.out.printf(
                    Locale.ROOT,
                    "%d scans of %d kB a round: %d open pages cost the service %.1f%% more processor time%n",
                    SCANS,
                    content.length / 1000,
                    PAGES,
                    100 * lost);
            assertThat(lost).isLessThan(0.1);
            for (Round round : with) {
                double classifying = round.of("classifying");
                assertThat(round.of("room")).isPositive().isLessThan(classifying / 5);
                assertThat(round.of("pages")).isPositive().isLessThan(classifying / 10);
            }
        }
    }

    private static double mean(List<Round> rounds) {
        return rounds.stream().mapToDouble(Round::ofService).average().orElseThrow();
    }

    private static Round measure(TestCluster cluster, RoomClient client, byte[] content, int pages, int scansBefore)
            throws InterruptedException {
        List<RoomClient.Listening> open = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            open.add(client.listening(""));
        }
        Map<Long, Long> before = processorTimes();
        long start = System.nanoTime();
        publish(cluster, content, "scan-" + scansBefore, SCANS);
        awaitScans(client, scansBefore + SCANS);
        double seconds = (System.nanoTime() - start) / 1e9;
        await(
                "every page has heard of every scan",
                () -> open.stream().allMatch(page -> page.scanIds().size() >= SCANS));
        Map<String, Double> spent = spentByPart(before);
        open.forEach(RoomClient.Listening::close);
        double ofService = spent.entrySet().stream()
                .filter(part -> !part.getKey().equals(OUTSIDE))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        var round = new Round(pages, SCANS / seconds, ofService, spent);
        System.out.printf(
                Locale.ROOT,
                "%d pages: %.0f scans a second, %.2f ms of processor time a scan, of it by part %s%n",
                pages,
                round.perSecond(),
                ofService,
                spent);
        return round;
    }

    @Test
    void filtersTenThousandScansFast() throws Exception {
        try (var cluster = TestCluster.start();
                var app = StreamApp.start(cluster.settings().with(RoomClient.tokens("ann")))) {
            var client = RoomClient.of(app, "ann");
            Finding[] findings = Finding.values();
            Instant now = Instant.now();
            for (int i = 0; i < 10_000; i++) {
                cluster.send(
                        Topics.DIAGNOSES,
                        "1.2.840." + i,
                        TestRoom.diagnosis("1.2.840." + i, findings[i % 3], now.minusSeconds(i)));
            }
            await("the room is open", () -> client.status("/api/scans") == 200);
            awaitScans(client, 10_000);

            List<Double> times = new ArrayList<>();
            for (int round = 0; round < 60; round++) {
                long start = System.nanoTime();
                var list = client.get("/api/scans?finding=UNCERTAIN&limit=200");
                times.add((System.nanoTime() - start) / 1e6);
                assertThat(list.path("rows")).hasSize(200);
            }

            List<Double> warm = times.subList(30, 60).stream().sorted().toList();
            System.out.printf(
                    "filter of 10,000 scans over HTTP, 200 rows, ms: first %.0f, median %.1f, worst %.1f%n",
                    times.get(0), warm.get(15), warm.get(29));
            assertThat(warm.get(15)).isLessThan(300);
        }
    }

    private static void awaitScans(RoomClient client, int count) throws InterruptedException {
        await(count + " scans are listed", () -> {
            var states = client.get("/api/scans?limit=1").at("/counts/states");
            return states.path("waiting").asInt() + states.path("rejected").asInt() == count;
        });
    }

    private static void publish(TestCluster cluster, byte[] content, String name, int count) {
        for (int i = 0; i < count; i++) {
            String scanId = name + "-" + i;
            cluster.send(Topics.SCANS, scanId, ScanEvents.scan(scanId, new EncodedImage("image/jpeg", content)));
        }
    }

    private static Map<Long, Long> processorTimes() {
        var threads = ManagementFactory.getThreadMXBean();
        Map<Long, Long> times = new HashMap<>();
        for (long id : threads.getAllThreadIds()) {
            times.put(id, threads.getThreadCpuTime(id));
        }
        return times;
    }

    /** Milliseconds a scan. */
    private static Map<String, Double> spentByPart(Map<Long, Long> before) {
        var threads = ManagementFactory.getThreadMXBean();
        Map<String, Double> spent = new TreeMap<>();
        processorTimes().forEach((id, time) -> {
            ThreadInfo info = threads.getThreadInfo(id);
            if (info != null) {
                double ms = (time - before.getOrDefault(id, 0L)) / 1e6 / SCANS;
                spent.merge(partOf(info.getThreadName()), ms, Double::sum);
            }
        });
        return spent;
    }

    private static String partOf(String thread) {
        if (thread.contains("xraystream-room-") || thread.startsWith("room-")) {
            return "room";
        }
        if (thread.startsWith("page-")) {
            return "pages";
        }
        if (thread.contains("xraystream-") && thread.contains("StreamThread")) {
            return "classifying";
        }
        if (thread.startsWith("Jetty")) {
            return "http";
        }
        return thread.startsWith("kafka-producer-network-thread") ? "producers" : OUTSIDE;
    }

    /** As large as a radiograph is, so that the share of the pixels is what it is in a hospital. */
    private static byte[] fullSize(byte[] small) throws IOException {
        BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(small));
        var large = new BufferedImage(1300, 1000, BufferedImage.TYPE_BYTE_GRAY);
        var graphics = large.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(drawn, 0, 0, large.getWidth(), large.getHeight(), null);
        graphics.dispose();
        var random = new Random(1);
        for (int y = 0; y < large.getHeight(); y++) {
            for (int x = 0; x < large.getWidth(); x++) {
                int grey = large.getRaster().getSample(x, y, 0) + (int) (random.nextGaussian() * 6);
                large.getRaster().setSample(x, y, 0, Math.max(0, Math.min(255, grey)));
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(large, "jpeg", out);
        return out.toByteArray();
    }
}
