package org.xraystream.modality;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.xraystream.event.Scan;
import org.xraystream.service.content.ContentAwayException;
import org.xraystream.service.content.ContentStore;
import org.xraystream.service.settings.Settings;
import org.xraystream.topic.Topics;

/**
 * Puts what is too large for an event into the content store, and has the event refer to it. The content is safe before the
 * event is sent; who is killed between the two leaves content that nothing refers to, and puts the same again.
 *
 * <p>Thread-safe.
 */
public final class LargePayloads implements AutoCloseable {
    private static final int LARGEST_INLINE = 1 << 20;

    private final Optional<ContentStore> store;
    private final int largestInline;

    /**
     * @param store where large payloads go; without one everything travels in its event
     * @param largestInline most bytes that travel in an event where there is a store
     */
    LargePayloads(Optional<ContentStore> store, int largestInline) {
        this.store = store;
        this.largestInline = largestInline;
    }

    /** As {@code content.store} and {@code content.inline.largest} say. */
    public static LargePayloads from(Settings settings) {
        return new LargePayloads(
                ContentStore.from(settings),
                settings.number("content.inline.largest", LARGEST_INLINE, 0, Topics.LARGEST_RECORD));
    }

    /**
     * The scan as it travels: itself, or one that refers to its payload.
     *
     * @throws ContentAwayException if the store does not take it now
     */
    public Scan refer(Scan scan) throws IOException {
        if (store.isEmpty()
                || !(scan.getPayload() instanceof ByteBuffer payload)
                || payload.remaining() <= largestInline) {
            return scan;
        }
        byte[] content = new byte[payload.remaining()];
        payload.duplicate().get(content);
        return Scan.newBuilder(scan).setPayload(store.get().put(content)).build();
    }

    @Override
    public void close() {
        store.ifPresent(ContentStore::close);
    }
}
