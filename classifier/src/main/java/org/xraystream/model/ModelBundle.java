package org.xraystream.model;

import static org.xraystream.model.InvalidBundleException.Reason.INCOMPLETE;
import static org.xraystream.model.InvalidBundleException.Reason.NOT_A_BUNDLE;
import static org.xraystream.model.InvalidBundleException.Reason.UNSUPPORTED;
import static org.xraystream.model.InvalidBundleException.Reason.WRONG_HASH;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.xraystream.image.Preprocessing;
import org.xraystream.reference.Reference;

/**
 * A trained model as it travels: one zip that holds everything needed to serve it, to check it, and to train it on.
 *
 * <ul>
 *   <li>{@code bundle.json}: the {@link BundleManifest}
 *   <li>{@code network.onnx}: the network for serving
 *   <li>{@code network.zip}: the network for training, in Deeplearning4j's own format, without the updater's state
 *   <li>{@code golden.json}: the {@link GoldenCases}
 *   <li>{@code reference.json}: the {@link Reference}, in bundles that have one
 *   <li>{@code training.csv}: how the training went, a line for each epoch, in bundles that a training made
 *   <li>{@code roc.csv}: false alarm rate and sensitivity at every threshold on the held-out examples, likewise
 *   <li>{@code SHA256SUMS}: the hash of every other entry, as {@code sha256sum --check} reads it
 * </ul>
 *
 * <p>A bundle may hold more entries ({@link #entry}). A value of this type has passed the checks that need no runtime:
 * structure, hashes, known format and preprocessing; {@code org.xraystream.engine.Model} makes the others. Immutable.
 */
public final class ModelBundle {

    /** Entry with the figures of each epoch: {@link #trainingCurve}. */
    public static final String TRAINING_CURVE = "training.csv";

    /** Entry with the curve of false alarms against children found: {@link #rocCurve}. */
    public static final String ROC_CURVE = "roc.csv";

    private static final String MANIFEST = "bundle.json";
    private static final String ONNX = "network.onnx";
    private static final String NETWORK = "network.zip";
    private static final String GOLDEN = "golden.json";
    private static final String REFERENCE = "reference.json";
    private static final String SUMS = "SHA256SUMS";

    private final byte[] zip;
    private final SortedMap<String, byte[]> entries;
    private final BundleManifest manifest;
    private final GoldenCases golden;
    private final Optional<Reference> reference;

    private ModelBundle(
            byte[] zip,
            SortedMap<String, byte[]> entries,
            BundleManifest manifest,
            GoldenCases golden,
            Optional<Reference> reference) {
        this.zip = zip;
        this.entries = entries;
        this.manifest = manifest;
        this.golden = golden;
        this.reference = reference;
    }

    /** Packs a bundle without a reference. */
    public static ModelBundle pack(
            BundleManifest manifest, byte[] network, byte[] onnx, GoldenCases golden, Map<String, byte[]> more) {
        return pack(manifest, network, onnx, golden, Optional.empty(), more);
    }

    /**
     * Packs a bundle; the same parts give the same bytes.
     *
     * @param network in Deeplearning4j's format
     * @param onnx the same network for serving
     * @param reference the radiographs that the input gate compares with
     * @param more further entries by name
     */
    public static ModelBundle pack(
            BundleManifest manifest,
            byte[] network,
            byte[] onnx,
            GoldenCases golden,
            Optional<Reference> reference,
            Map<String, byte[]> more) {
        SortedMap<String, byte[]> entries = new TreeMap<>(more);
        entries.put(MANIFEST, manifest.toJson());
        entries.put(NETWORK, network.clone());
        entries.put(ONNX, onnx.clone());
        entries.put(GOLDEN, golden.toJson());
        reference.ifPresent(known -> entries.put(REFERENCE, known.toJson()));
        entries.put(SUMS, sums(entries).getBytes(StandardCharsets.UTF_8));
        return new ModelBundle(ZipArchive.write(entries), entries, manifest, golden, reference);
    }

    /**
     * Reads a bundle from anywhere.
     *
     * @param zip not copied, must not be changed afterwards
     * @throws InvalidBundleException if it is not whole, not what was packed, or not for this version of the software
     */
    public static ModelBundle read(byte[] zip) throws InvalidBundleException {
        SortedMap<String, byte[]> entries = unpack(zip);
        List<String> missing = List.of(MANIFEST, NETWORK, ONNX, GOLDEN, SUMS).stream()
                .filter(name -> !entries.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidBundleException(INCOMPLETE, "no entry " + String.join(", ", missing));
        }
        if (!sums(entries).equals(new String(part(entries, SUMS), StandardCharsets.UTF_8))) {
            throw new InvalidBundleException(WRONG_HASH, "the entries are not those that " + SUMS + " names");
        }
        try {
            requireCurrentFormat(part(entries, MANIFEST));
            BundleManifest manifest = BundleManifest.fromJson(part(entries, MANIFEST));
            requireSupported(manifest);
            GoldenCases golden = GoldenCases.fromJson(part(entries, GOLDEN));
            return new ModelBundle(zip, entries, manifest, golden, readReference(entries));
        } catch (IOException e) {
            throw new InvalidBundleException(INCOMPLETE, e);
        }
    }

    /** The bundle that comes with this software, in service until another is released. */
    public static ModelBundle shipped() {
        try (InputStream in = ModelBundle.class.getResourceAsStream("shipped-bundle.zip")) {
            if (in == null) {
                throw new IllegalStateException("shipped-bundle.zip is missing beside " + ModelBundle.class);
            }
            return read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidBundleException e) {
            throw new IllegalStateException("the shipped bundle is broken", e);
        }
    }

    /** The same model under another name. */
    public ModelBundle named(String version) {
        BundleManifest renamed = BundleManifest.of(
                version, preprocessing(), manifest.calibration(), manifest.thresholds(), manifest.provenance());
        return pack(renamed, network(), onnx(), golden, reference, entries);
    }

    /** What the bundle says of itself. */
    public BundleManifest manifest() {
        return manifest;
    }

    /** The preprocessing that the manifest names. */
    public Preprocessing preprocessing() {
        return Preprocessing.named(manifest.preprocessing());
    }

    /** Inputs and the outputs they must give. */
    public GoldenCases golden() {
        return golden;
    }

    /** The radiographs that the input gate compares with; older bundles have none. */
    public Optional<Reference> reference() {
        return reference;
    }

    /** The network for serving. */
    public byte[] onnx() {
        return part(entries, ONNX).clone();
    }

    /** The network for training on. */
    public byte[] network() {
        return part(entries, NETWORK).clone();
    }

    /** How the training went, in columns of which {@code epoch} is one; empty in bundles without. */
    public Optional<FigureTable> trainingCurve() {
        return entry(TRAINING_CURVE).flatMap(FigureTable::fromCsv);
    }

    /**
     * What every threshold gives on the held-out examples, from the strictest on, in the columns
     * {@code false_alarm_rate} and {@code sensitivity}; empty in bundles without.
     */
    public Optional<FigureTable> rocCurve() {
        return entry(ROC_CURVE).flatMap(FigureTable::fromCsv);
    }

    /** A further entry. */
    public Optional<byte[]> entry(String name) {
        return Optional.ofNullable(entries.get(name)).map(byte[]::clone);
    }

    /** The whole zip. */
    public byte[] bytes() {
        return zip.clone();
    }

    /** Hash of the whole zip. */
    public String sha256() {
        return Sha256.of(zip);
    }

    private static SortedMap<String, byte[]> unpack(byte[] zip) throws InvalidBundleException {
        try {
            return ZipArchive.read(zip);
        } catch (IOException e) {
            throw new InvalidBundleException(NOT_A_BUNDLE, e);
        }
    }

    private static Optional<Reference> readReference(Map<String, byte[]> entries) throws IOException {
        byte[] json = entries.get(REFERENCE);
        return json == null ? Optional.empty() : Optional.of(Reference.fromJson(json));
    }

    private static void requireCurrentFormat(byte[] manifest) throws IOException, InvalidBundleException {
        int format = BundleManifest.formatOf(manifest);
        if (format != BundleManifest.CURRENT_FORMAT) {
            throw new InvalidBundleException(UNSUPPORTED, "format " + format);
        }
    }

    private static void requireSupported(BundleManifest manifest) throws InvalidBundleException {
        if (!manifest.labels().equals(BundleManifest.LABELS)) {
            throw new InvalidBundleException(UNSUPPORTED, "labels " + manifest.labels());
        }
        try {
            Preprocessing.named(manifest.preprocessing());
        } catch (IllegalArgumentException e) {
            throw new InvalidBundleException(UNSUPPORTED, e);
        }
    }

    private static String sums(Map<String, byte[]> entries) {
        return entries.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(SUMS))
                .map(entry -> Sha256.of(entry.getValue()) + "  " + entry.getKey() + "\n")
                .collect(Collectors.joining());
    }

    private static byte[] part(Map<String, byte[]> entries, String name) {
        byte[] content = entries.get(name);
        if (content == null) {
            throw new IllegalStateException("no entry " + name + " in a bundle that was found complete");
        }
        return content;
    }
}
