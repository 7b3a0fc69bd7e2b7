package org.xraystream.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.xraystream.model.DataFingerprint;
import org.xraystream.model.Sha256;

/** Names a set of examples by its content, so that it can be told later whether a model saw these or others. */
public final class Fingerprint {
    private Fingerprint() {}

    /**
     * Hashes id, truth, size and pixels of every example in the order of their ids; the order in which they are given
     * does not matter. Every part is preceded by its length, so that no two sets run together to the same bytes.
     */
    public static DataFingerprint of(List<Example> examples) {
        MessageDigest digest = Sha256.digest();
        examples.stream().sorted(Comparator.comparing(Example::id)).forEach(example -> {
            update(digest, example.id().getBytes(StandardCharsets.UTF_8));
            update(digest, example.truth().name().getBytes(StandardCharsets.US_ASCII));
            update(digest, size(example));
            update(digest, example.image().pixels());
        });
        int children = (int) examples.stream().map(Example::child).distinct().count();
        return new DataFingerprint(examples.size(), children, HexFormat.of().formatHex(digest.digest()));
    }

    private static void update(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        digest.update(part);
    }

    private static byte[] size(Example example) {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(example.image().width())
                .putInt(example.image().height())
                .array();
    }
}
