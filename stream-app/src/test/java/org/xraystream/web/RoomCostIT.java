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
    private static final int WARM = 500;
    private static final int PAGES = 50;

    @Test
    void costsTheClassifierLittle() throws Exception {
        byte[] content = fullSize(TestScans.radiograph(1, 0).content());
        try (var cluster = TestCluster.start();
                var app = StreamApp.start(cluster.settings().with(RoomClient.tokens("ann")))) {
            var client = RoomClient.of(app, "ann");
            List<RoomClient.Listening> pages = new ArrayList<>();
            for (int i = 0; i < PAGES; i++) {
                pages.add(client.listening(""));
            }
            publish(cluster, content, "warm", WARM);
            awaitScans(client, WARM);
            Map<Long, Long> before = processorTimes();
            publish(cluster, content, "scan", SCANS);
            awaitScans(client, WARM + SCANS);
            await(
                    "every page has heard of the last",
                    () -> pages.stream()
                            .allMatch(page -> page.scans().stream()
                                    .anyMatch(event ->
                                            event.at("/row/scanId").asText().equals("scan-" + (SCANS - 1)))));

            Map<String, Double> spent = spentByPart(before);

            double classifying = spent.getOrDefault("classifying", 0.0);
            double room = spent.getOrDefault("room", 0.0);
            double told = spent.getOrDefault("pages", 0.0);
            System.out.printf(
                    "%d scans of %d kB, %d pages, ms of processor time a scan: %s%n",
                    SCANS, content.length / 1000, PAGES, spent);
            pages.forEach(RoomClient.Listening::close);
            assertThat(classifying).isPositive();
            assertThat(room).isPositive().isLessThan(classifying / 5);
            assertThat(told).isLessThan(classifying / 10);
        }
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
        return thread.startsWith("data-plane-kafka") ? "broker" : "other";
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
