package org.xraystream.service.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xraystream.engine.Engine;
import org.xraystream.engine.Model;
import org.xraystream.event.ContentReference;
import org.xraystream.event.ModelRelease;
import org.xraystream.model.InvalidBundleException;
import org.xraystream.model.InvalidBundleException.Reason;
import org.xraystream.model.ModelBundle;
import org.xraystream.model.Sha256;
import org.xraystream.service.content.ContentFetcher;

/**
 * Turns a release into a model ready to serve: fetched, its hash checked, its golden outputs reproduced, warmed up.
 *
 * <p>Thread-safe.
 */
public final class ReleaseLoader {

    private final ContentFetcher fetcher;

    /** A loader that fetches bundles which do not travel in the release. */
    public ReleaseLoader(ContentFetcher fetcher) {
        this.fetcher = fetcher;
    }

    /**
     * The bundle of a release.
     *
     * @throws InvalidBundleException if it cannot be had, is not the one announced or is no bundle
     */
    public ModelBundle bundleOf(ModelRelease release) throws InvalidBundleException {
        byte[] bytes = bytesOf(release);
        if (!Sha256.of(bytes).equals(release.getSha256())) {
            throw new InvalidBundleException(
                    Reason.WRONG_HASH, "bundle of " + bytes.length + " bytes does not have the hash of its release");
        }
        ModelBundle bundle = ModelBundle.read(bytes);
        if (!bundle.manifest().version().equals(release.getVersion())) {
            throw new InvalidBundleException(
                    Reason.WRONG_VERSION,
                    "release names version " + release.getVersion() + ", bundle "
                            + bundle.manifest().version());
        }
        return bundle;
    }

    /**
     * The model of a release, to be closed by the caller.
     *
     * @throws InvalidBundleException as {@link #bundleOf} and if the network does not do what its golden outputs say
     */
    public Model load(ModelRelease release) throws InvalidBundleException {
        return Model.load(bundleOf(release), Engine.ONNX);
    }

    private byte[] bytesOf(ModelRelease release) throws InvalidBundleException {
        if (release.getBundle() instanceof ContentReference reference) {
            try {
                return fetcher.fetch(reference);
            } catch (IOException e) {
                throw new InvalidBundleException(Reason.UNAVAILABLE, e);
            }
        }
        ByteBuffer buffer = ((ByteBuffer) release.getBundle()).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
