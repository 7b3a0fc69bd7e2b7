package org.xraystream.dicom;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a DICOM file with exactly the elements that it is given, explicit little endian, and nothing of its own but what
 * PS3.10 demands of every file. Not thread-safe.
 */
public final class DicomWriter {
    private static final int META_LENGTH = 0x0002_0000;
    private static final int META_VERSION = 0x0002_0001;
    private static final int MEDIA_STORAGE_SOP_CLASS = 0x0002_0002;
    private static final int MEDIA_STORAGE_SOP_INSTANCE = 0x0002_0003;
    private static final int IMPLEMENTATION_CLASS = 0x0002_0012;

    /** Made from a UUID (PS3.5, B.2). */
    private static final String OUR_IMPLEMENTATION = "2.25.243316421372840177128464906427108421273";

    private static final Set<String> LONG_FORMS = Set.of("OB", "OW", "SQ");

    private final Map<Tag, byte[]> values = new EnumMap<>(Tag.class);

    /** Adds text. */
    public DicomWriter text(Tag tag, String value) {
        return bytes(tag, value.getBytes(UTF_8));
    }

    /** Adds a number of 16 bits. */
    public DicomWriter number(Tag tag, int value) {
        return bytes(tag, little(value, 2));
    }

    /** Adds a value as it is; not copied. */
    public DicomWriter bytes(Tag tag, byte[] value) {
        values.put(tag, value);
        return this;
    }

    /** Adds a sequence whose one item has what another writer has. */
    public DicomWriter item(Tag sequence, DicomWriter item) {
        byte[] content = item.dataSet();
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xfe, (byte) 0xff, 0, (byte) 0xe0});
        out.writeBytes(little(content.length, 4));
        out.writeBytes(content);
        return bytes(sequence, out.toByteArray());
    }

    /** The file. */
    public byte[] file() {
        return file(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, dataSet());
    }

    /** The file, deflated: smaller, and slower to read. */
    public byte[] deflatedFile() {
        var out = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        try (var deflated = new DeflaterOutputStream(out, deflater)) {
            deflated.write(dataSet());
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written to", e);
        } finally {
            deflater.end();
        }
        return file(TransferSyntax.DEFLATED, out.toByteArray());
    }

    private byte[] dataSet() {
        var out = new ByteArrayOutputStream();
        values.forEach((tag, value) -> element(out, tag.code(), tag.representation(), value));
        return out.toByteArray();
    }

    private byte[] file(TransferSyntax syntax, byte[] dataSet) {
        var meta = new ByteArrayOutputStream();
        element(meta, META_VERSION, "OB", new byte[] {0, 1});
        element(meta, MEDIA_STORAGE_SOP_CLASS, "UI", values.getOrDefault(Tag.SOP_CLASS_UID, new byte[0]));
        element(meta, MEDIA_STORAGE_SOP_INSTANCE, "UI", values.getOrDefault(Tag.SOP_INSTANCE_UID, new byte[0]));
        element(meta, Tag.TRANSFER_SYNTAX_UID.code(), "UI", syntax.uid().getBytes(US_ASCII));
        element(meta, IMPLEMENTATION_CLASS, "UI", OUR_IMPLEMENTATION.getBytes(US_ASCII));
        var file = new ByteArrayOutputStream(dataSet.length + 512);
        file.writeBytes(new byte[DicomFile.PREAMBLE]);
        file.writeBytes(DicomFile.MAGIC.getBytes(US_ASCII));
        element(file, META_LENGTH, "UL", little(meta.size(), 4));
        file.writeBytes(meta.toByteArray());
        file.writeBytes(dataSet);
        return file.toByteArray();
    }

    private static void element(ByteArrayOutputStream out, int code, String representation, byte[] value) {
        byte[] even = Arrays.copyOf(value, value.length + (value.length & 1));
        if (even.length > value.length && !representation.equals("UI") && !representation.startsWith("O")) {
            even[value.length] = ' ';
        }
        out.writeBytes(little(code >>> 16, 2));
        out.writeBytes(little(code, 2));
        out.writeBytes(representation.getBytes(US_ASCII));
        if (LONG_FORMS.contains(representation)) {
            out.writeBytes(new byte[2]);
            out.writeBytes(little(even.length, 4));
        } else {
            out.writeBytes(little(even.length, 2));
        }
        out.writeBytes(even);
    }

    private static byte[] little(int value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >> (8 * i));
        }
        return bytes;
    }
}
