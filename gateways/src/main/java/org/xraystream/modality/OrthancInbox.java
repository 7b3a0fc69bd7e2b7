package org.xraystream.modality;

import static org.xraystream.event.RejectionReason.PAYLOAD_UNAVAILABLE;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xraystream.orthanc.OrthancServer;

/**
 * The images that Orthanc was sent, by the numbers that it gives to whatever happens. What cannot be delivered stays there,
 * with the reason as metadata 4242.
 */
final class OrthancInbox implements Inbox {
    private final OrthancServer orthanc;
    private final boolean deletes;
    private String newest = "";

    /** @param deletes whether what was delivered is deleted */
    OrthancInbox(OrthancServer orthanc, boolean deletes) {
        this.orthanc = orthanc;
        this.deletes = deletes;
    }

    @Override
    public String name() {
        return "Orthanc";
    }

    @Override
    public long resume(long place, String mark) {
        newest = mark;
        return place;
    }

    @Override
    public String mark() {
        return newest;
    }

    @Override
    public Arrivals after(long place) throws IOException, InterruptedException {
        if (hasBegunAnew(place)) {
            return new Arrivals(List.of(), 0);
        }
        JsonNode changes = orthanc.changes(place);
        List<Arrival> images = new ArrayList<>();
        for (JsonNode change : changes.path("Changes")) {
            String date = date(change);
            newest = date.compareTo(newest) > 0 ? date : newest;
            if (change.path("ChangeType").asText().equals("NewInstance")) {
                images.add(new Instance(
                        change.path("ID").asText(), change.path("Seq").asLong()));
            }
        }
        return new Arrivals(images, Math.max(place, changes.path("Last").asLong()));
    }

    /**
     * Whether what Orthanc counts first now came after all that we have seen: its store was emptied, and it counts from 1
     * again. What comes first need not be number 1, since what is deleted takes its numbers with it.
     */
    private boolean hasBegunAnew(long place) throws IOException, InterruptedException {
        Optional<JsonNode> first = orthanc.firstChange();
        return !newest.isEmpty()
                && first.filter(change -> change.path("Seq").asLong() <= place
                                && date(change).compareTo(newest) > 0)
                        .isPresent();
    }

    /** To the second, as in {@code 20261123T233000}: the later, the greater. */
    private static String date(JsonNode change) {
        return change.path("Date").asText();
    }

    private final class Instance implements Arrival {
        private final String id;
        private final long place;

        Instance(String id, long place) {
            this.id = id;
            this.place = place;
        }

        @Override
        public long place() {
            return place;
        }

        @Override
        public String label() {
            return id;
        }

        @Override
        public Optional<byte[]> content() throws IOException, InterruptedException, RefusedImageException {
            OrthancServer.Download file = orthanc.file(id, DicomScans.MOST_BYTES + 1);
            if (file.isThere()) {
                return Optional.of(file.content());
            }
            if (file.isGone()) {
                return Optional.empty();
            }
            if (file.mayComeLater()) {
                throw new IOException("Orthanc answers " + file.status());
            }
            throw new RefusedImageException(PAYLOAD_UNAVAILABLE, "Orthanc answers " + file.status() + " for its file");
        }

        @Override
        public void delivered() throws IOException, InterruptedException {
            if (deletes) {
                orthanc.delete(id);
            } else {
                orthanc.removeNote(id);
            }
        }

        @Override
        public void refused(RefusedImageException reason) throws IOException, InterruptedException {
            orthanc.note(id, reason.reason() + ": " + reason.detail());
        }
    }
}
