package org.xraystream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xraystream.engine.TestBundles;
import org.xraystream.model.InvalidBundleException.Reason;
import org.xraystream.reference.Reference;
import org.xraystream.reference.TestReferences;

class ModelBundleTest {

    private static final byte[] SMALL = TestBundles.small(1).bytes();

    @Test
    void keepsEveryPart() throws Exception {
        ModelBundle packed = TestBundles.small(1);

        ModelBundle read = ModelBundle.read(packed.bytes());

        assertThat(read.manifest()).isEqualTo(packed.manifest());
        assertThat(read.network()).isEqualTo(packed.network());
        assertThat(read.onnx()).isEqualTo(packed.onnx());
        assertThat(read.golden()).usingRecursiveComparison().isEqualTo(packed.golden());
        assertThat(read.sha256()).isEqualTo(packed.sha256());
        assertThat(read.preprocessing()).isEqualTo(TestBundles.PREPROCESSING);
    }

    @Test
    void isTheSameBytesForTheSameParts() {
        assertThat(TestBundles.small(1).bytes()).isEqualTo(SMALL);
        assertThat(TestBundles.small(2).bytes()).isNotEqualTo(SMALL);
    }

    @Test
    void carriesFurtherEntries() throws Exception {
        ModelBundle small = TestBundles.small(1);
        ModelBundle more = ModelBundle.pack(
                small.manifest(), small.network(), small.onnx(), small.golden(), Map.of("curve.csv", new byte[] {7}));

        assertThat(ModelBundle.read(more.bytes()).entry("curve.csv")).contains(new byte[] {7});
        assertThat(small.entry("curve.csv")).isEmpty();
    }

    @Test
    void carriesAReference() throws Exception {
        ModelBundle small = TestBundles.small(1);
        Reference reference = TestReferences.ofUnitVariance(8, 3);

        ModelBundle more = ModelBundle.read(TestBundles.with(reference, small).bytes());

        assertThat(more.reference())
                .hasValueSatisfying(
                        read -> assertThat(read).usingRecursiveComparison().isEqualTo(reference));
        assertThat(ModelBundle.read(SMALL).reference()).isEmpty();
    }

    @Test
    void refusesAReferenceWithOneByteChanged() throws Exception {
        SortedMap<String, byte[]> entries =
                ZipArchive.read(TestBundles.with(TestReferences.ofUnitVariance(8, 3), TestBundles.small(1))
                        .bytes());
        entries.computeIfPresent(
                "reference.json",
                (name, json) -> new String(json, StandardCharsets.UTF_8)
                        .replace("\"threshold\":3.0", "\"threshold\":9.0")
                        .getBytes(StandardCharsets.UTF_8));

        assertRefused(ZipArchive.write(entries), Reason.WRONG_HASH);
    }

    @Test
    void refusesBytesThatAreNoZip() {
        assertRefused("no zip at all".getBytes(StandardCharsets.UTF_8), Reason.NOT_A_BUNDLE);
        assertRefused(new byte[0], Reason.NOT_A_BUNDLE);
    }

    @Test
    void refusesABundleCutOff() {
        assertRefused(Arrays.copyOf(SMALL, SMALL.length / 2), Reason.NOT_A_BUNDLE);
    }

    @Test
    void refusesAZipBomb() {
        byte[] bomb = ZipArchive.write(Map.of("bundle.json", new byte[ZipArchive.MAX_UNPACKED_BYTES + 1]));

        assertThat(bomb.length).isLessThan(1 << 20);
        assertRefused(bomb, Reason.NOT_A_BUNDLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundle.json", "network.onnx", "network.zip", "golden.json", "SHA256SUMS"})
    void refusesABundleWithoutOneOfItsParts(String name) throws Exception {
        SortedMap<String, byte[]> entries = ZipArchive.read(SMALL);
        entries.remove(name);

        assertRefused(ZipArchive.write(entries), Reason.INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundle.json", "network.onnx", "network.zip", "golden.json", "SHA256SUMS"})
    void refusesABundleWithOneByteChanged(String name) throws Exception {
        SortedMap<String, byte[]> entries = ZipArchive.read(SMALL);
        entries.computeIfPresent(name, (key, content) -> {
            byte[] changed = content.clone();
            changed[changed.length / 2] ^= 1;
            return changed;
        });

        assertRefused(ZipArchive.write(entries), Reason.WRONG_HASH);
    }

    @Test
    void refusesAnEntryThatNobodyVouchesFor() throws Exception {
        SortedMap<String, byte[]> entries = ZipArchive.read(SMALL);
        entries.put("extra.bin", new byte[] {1});

        assertRefused(ZipArchive.write(entries), Reason.WRONG_HASH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"format\" : 1 -> \"format\" : 2",
                "area-32-standardised-v1 -> bicubic-32-v1",
                "\"VIRAL_PNEUMONIA\" -> \"TUBERCULOSIS\"",
            })
    void refusesWhatThisVersionDoesNotKnow(String change) throws Exception {
        assertRefused(withManifestChanged(change), Reason.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"temperature\" : 1.5 -> \"temperature\" : -1",
                "\"seed\" : 7, -> ",
                "\"version\" : \"small-1\" -> \"version\" : \"../small\"",
            })
    void refusesAManifestThatMakesNoSense(String change) throws Exception {
        assertRefused(withManifestChanged(change), Reason.INCOMPLETE);
    }

    @Test
    void readsAManifestWithFieldsOfTheFuture() throws Exception {
        byte[] zip = withManifestChanged("\"format\" : 1 -> \"format\" : 1, \"mood\" : \"sunny\"");

        assertThat(ModelBundle.read(zip).manifest()).isEqualTo(TestBundles.manifest("small-1"));
    }

    private static byte[] withManifestChanged(String change) throws Exception {
        String[] fromTo = change.split(" -> ", 2);
        SortedMap<String, byte[]> entries = ZipArchive.read(SMALL);
        String manifest = new String(entries.get("bundle.json"), StandardCharsets.UTF_8);
        assertThat(manifest).contains(fromTo[0]);
        entries.put("bundle.json", manifest.replace(fromTo[0], fromTo[1]).getBytes(StandardCharsets.UTF_8));
        entries.remove("SHA256SUMS");
        String sums = entries.entrySet().stream()
                .map(entry -> Sha256.of(entry.getValue()) + "  " + entry.getKey() + "\n")
                .collect(Collectors.joining());
        entries.put("SHA256SUMS", sums.getBytes(StandardCharsets.UTF_8));
        return ZipArchive.write(entries);
    }

    private static void assertRefused(byte[] zip, Reason reason) {
        assertThatThrownBy(() -> ModelBundle.read(zip))
                .asInstanceOf(type(InvalidBundleException.class))
                .extracting(InvalidBundleException::reason)
                .isEqualTo(reason);
    }

    @Test
    void isTheSameModelUnderAnotherName() throws Exception {
        ModelBundle shipped = ModelBundle.shipped();

        ModelBundle renamed = ModelBundle.read(shipped.named("other-1").bytes());

        assertThat(renamed.manifest().version()).isEqualTo("other-1");
        assertThat(renamed.onnx()).isEqualTo(shipped.onnx());
        assertThat(renamed.entry("reference.json").orElseThrow())
                .isEqualTo(shipped.entry("reference.json").orElseThrow());
        assertThat(renamed.rocCurve()).isEqualTo(shipped.rocCurve());
    }
}
