package org.xraystream.modality;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where images lie until they are delivered, however long Kafka is away: the store of store-and-forward. Gives them in the
 * order in which they came. For one thread.
 */
interface Inbox {

    /** What it is called in messages. */
    String name();

    /**
     * Where to begin: at the place that was kept, where the inbox knows places.
     *
     * @param mark what was kept beside it
     * @throws IOException if the inbox is not there; it may be later
     */
    long resume(long place, String mark) throws IOException;

    /** What to keep beside the place, so that an inbox that begins anew is told from the one that was read. */
    String mark();

    /**
     * The next images, some at a time. Where the inbox has begun anew they are none, and their place is 0.
     *
     * @param place everything up to it is done with
     * @throws IOException if the inbox does not answer; it may later
     */
    Arrivals after(long place) throws IOException, InterruptedException;

    /**
     * Some images.
     *
     * @param place everything up to it is done with once the images are
     */
    record Arrivals(List<Arrival> images, long place) {
        public Arrivals {
            images = List.copyOf(images);
        }
    }

    /** One image. */
    interface Arrival {

        /** Everything up to here is done with once this image is. */
        long place();

        /** What it is called in the log: never by a name that somebody gave it. */
        String label();

        /**
         * The file, at most one byte more than {@link DicomScans#MOST_BYTES}; empty if it is not there any more.
         *
         * @throws RefusedImageException if the inbox has it and will never give it
         */
        Optional<byte[]> content() throws IOException, InterruptedException, RefusedImageException;

        /** Clears away what Kafka has, and the reason of an earlier refusal; may be called again. */
        void delivered() throws IOException, InterruptedException;

        /** Keeps what cannot be delivered, with the reason, where a person finds it; may be called again. */
        void refused(RefusedImageException reason) throws IOException, InterruptedException;
    }
}
