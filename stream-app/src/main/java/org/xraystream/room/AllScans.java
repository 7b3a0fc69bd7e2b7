package org.xraystream.room;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.xraystream.event.RejectionReason;
import org.xraystream.topic.Topics;

/** The scans of all instances: lists are gathered from all of them, a single scan is asked of the one that keeps it. */
final class AllScans {

    private final KafkaStreams streams;
    private final RoomView view;
    private final LocalScans local;
    private final Optional<Peers> peers;
    private final Executor executor;

    AllScans(KafkaStreams streams, RoomView view, Optional<Peers> peers, Executor executor) {
        this.streams = streams;
        this.view = view;
        this.local = new LocalScans(streams, view);
        this.peers = peers;
        this.executor = executor;
    }

    /**
     * What several instances said.
     *
     * @param complete whether each that keeps scans has answered
     */
    record Gathered<T>(T answer, boolean complete) {}

    LocalScans local() {
        return local;
    }

    Gathered<ScanPage> page(ScanQuery query) {
        return gather(source -> source.page(query), ScanPage.EMPTY, (one, other) -> one.and(other, query.limit()));
    }

    /**
     * One scan, from wherever it is kept.
     *
     * @throws InvalidStateStoreException if the instance that would know it does not answer
     */
    Optional<RoomScan> find(String scanId) {
        Optional<RoomScan> found = keeperOf(scanId).find(scanId);
        if (found.isEmpty() && peers.isEmpty() && !isWhole()) {
            throw new InvalidStateStoreException(
                    "not all scans are kept by this instance, and http.advertised is not set");
        }
        return found;
    }

    private ScanSource keeperOf(String scanId) {
        if (peers.isEmpty()) {
            return local;
        }
        KeyQueryMetadata keeper = streams.queryMetadataForKey(
                ScanKeeper.STORE, scanId, Serdes.String().serializer());
        if (keeper == null || keeper.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            throw new InvalidStateStoreException("it is being decided which instance keeps which scans");
        }
        return at(keeper.activeHost());
    }

    private ScanSource at(HostInfo host) {
        return peers.filter(known -> !known.self().equals(host))
                .map(known -> known.at(host))
                .orElse(local);
    }

    Gathered<List<RoomScan>> ofPatient(String site, String patient, int most) {
        return gather(source -> source.ofPatient(site, patient, most), List.of(), (one, other) -> {
            var both = new ArrayList<>(one);
            both.addAll(other);
            return both;
        });
    }

    Gathered<Map<RejectionReason, Integer>> rejections() {
        return gather(ScanSource::rejections, Map.of(), ScanPage::sum);
    }

    /** The instances that keep scans, this one among them, and whether each answers. */
    Map<String, Boolean> instances() {
        var answers = new TreeMap<String, Boolean>();
        for (HostInfo host : hosts()) {
            boolean up = isUp(at(host));
            answers.put(host.host() + ":" + host.port(), up);
        }
        return answers;
    }

    private static boolean isUp(ScanSource source) {
        try {
            var unused = source.rejections();
            return true;
        } catch (InvalidStateStoreException e) {
            return false;
        }
    }

    private List<HostInfo> hosts() {
        return streams.metadataForAllStreamsClients().stream()
                .filter(client -> client.stateStoreNames().contains(ScanKeeper.STORE))
                .map(StreamsMetadata::hostInfo)
                .sorted(Comparator.comparing(HostInfo::host).thenComparing(HostInfo::port))
                .toList();
    }

    private boolean isWhole() {
        return view.partitions() == Topics.SCANS.partitions();
    }

    private <T> Gathered<T> gather(Function<ScanSource, T> question, T nothing, BinaryOperator<T> sum) {
        if (peers.isEmpty()) {
            return new Gathered<>(sum.apply(nothing, question.apply(local)), isWhole());
        }
        List<CompletableFuture<T>> answers = hosts().stream()
                .map(this::at)
                .map(source -> CompletableFuture.supplyAsync(() -> question.apply(source), executor))
                .toList();
        if (answers.isEmpty()) {
            throw new InvalidStateStoreException("it is being decided which instance keeps which scans");
        }
        T all = nothing;
        boolean complete = true;
        for (CompletableFuture<T> answer : answers) {
            try {
                all = sum.apply(all, answer.join());
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof InvalidStateStoreException)) {
                    throw e;
                }
                complete = false;
            }
        }
        return new Gathered<>(all, complete);
    }
}
