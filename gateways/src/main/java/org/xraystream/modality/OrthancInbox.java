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
    public long resume(long place) throws IOException, InterruptedException {
        return orthanc.lastChange() < place ? 0 : place;
    }

    @Override
    public Arrivals after(long place) throws IOException, InterruptedException {
        JsonNode changes = orthanc.changes(place);
        List<Arrival> images = new ArrayList<>();
        for (JsonNode change : changes.path("Changes")) {
            if (change.path("ChangeType").asText().equals("NewInstance")) {
                images.add(new Instance(
                        change.path("ID").asText(), change.path("Seq").asLong()));
            }
        }
        return new Arrivals(images, Math.max(place, changes.path("Last").asLong()));
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
            }
        }

        @Override
        public void refused(RefusedImageException reason) throws IOException, InterruptedException {
            orthanc.note(id, reason.reason() + ": " + reason.detail());
        }
    }
}
