package org.xraystream.room;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.xraystream.event.RejectionReason;

/** The scans that this instance keeps: which ones the view says, what is known of them the store. */
record LocalScans(KafkaStreams streams, RoomView view) implements ScanSource {

    @Override
    public ScanPage page(ScanQuery query) {
        RoomView.Found found = view.find(query);
        ReadOnlyKeyValueStore<String, RoomScan> store = store();
        List<ScanPage.Row> rows = found.top().stream()
                .flatMap(place ->
                        Optional.ofNullable(store.get(place.scanId()))
                                .map(scan -> new ScanPage.Row(place, scan))
                                .stream())
                .toList();
        return new ScanPage(rows, found.matching(), found.states(), found.findings(), found.sites());
    }

    @Override
    public Optional<RoomScan> find(String scanId) {
        return Optional.ofNullable(store().get(scanId)).filter(RoomScan::isKnown);
    }

    @Override
    public List<RoomScan> ofPatient(String site, String patient, int most) {
        ReadOnlyKeyValueStore<String, RoomScan> store = store();
        return view.ofPatient(site, patient, most).stream()
                .map(store::get)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public Map<RejectionReason, Integer> rejections() {
        return view.rejections();
    }

    private ReadOnlyKeyValueStore<String, RoomScan> store() {
        return streams.store(
                StoreQueryParameters.fromNameAndType(ScanKeeper.STORE, QueryableStoreTypes.keyValueStore()));
    }
}
