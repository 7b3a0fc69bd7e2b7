package org.xraystream.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.xraystream.dicom.Tag;
import org.xraystream.dicom.TransferSyntax;

/**
 * DICOM files as tests want them, rightly or wrongly made: every element can be set to any bytes, and the encoding chosen.
 * Copies of itself, so that a file can be the beginning of many.
 */
public final class TestDicom {
    /** The patient that every file made here names; must never be found anywhere else. */
    public static final String PATIENT_NAME = "Mustermann^Erika";

    public static final String PATIENT_ID = "PAT-4711-0815";
    public static final String BIRTH_DATE = "20210314";

    private static final int PIXEL_DATA = Tag.PIXEL_DATA.code();
    private static final Set<String> LONG_FORMS = Set.of("OB", "OW", "SQ", "UN", "UT");

    private final Map<Integer, Value> elements;
    private final int[] samples;
    private final int width;
    private final int bits;
    private final String syntax;

    private record Value(String representation, byte[] bytes, boolean undefined) {}

    private TestDicom(Map<Integer, Value> elements, int[] samples, int width, int bits, String syntax) {
        this.elements = new TreeMap<>(Integer::compareUnsigned);
        this.elements.putAll(elements);
        this.samples = samples;
        this.width = width;
        this.bits = bits;
        this.syntax = syntax;
    }

    /** A drawn radiograph of 12 bits as a detector gives it, with a window, patient and acquisition. */
    public static TestDicom radiograph() {
        return radiograph(1, 0.3, 12);
    }

    /** The same of another child, with 8 to 16 bits. */
    public static TestDicom radiograph(long seed, double opacity, int bits) {
        int maximum = (1 << bits) - 1;
        return of(320, new DrawnChest(seed, opacity).draw(320, 240, maximum), bits)
                .text(0x0028_1050, "DS", Integer.toString(1 << (bits - 1)))
                .text(0x0028_1051, "DS", Integer.toString(1 << bits))
                .text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.1.1")
                .text(0x0008_0018, "UI", "2.25.1" + seed)
                .text(0x0008_0022, "DA", "20240615")
                .text(0x0008_0032, "TM", "101500")
                .text(0x0008_0050, "SH", "ACC-" + seed)
                .text(0x0008_0060, "CS", "DX")
                .text(0x0008_0080, "LO", "St. Elsewhere")
                .text(0x0008_1010, "SH", "ROOM-3")
                .text(0x0010_0010, "PN", PATIENT_NAME)
                .text(0x0010_0020, "LO", PATIENT_ID)
                .text(0x0010_0030, "DA", BIRTH_DATE)
                .text(0x0010_0040, "CS", "F")
                .text(0x0018_0015, "CS", "CHEST")
                .text(0x0018_5101, "CS", "AP")
                .text(0x0020_000d, "UI", "2.25.77");
    }

    /** Grey samples, native, explicit little endian, with nothing but what describes them. */
    public static TestDicom of(int width, int[] samples, int bits) {
        int words = bits > Byte.SIZE ? 2 : 1;
        ByteBuffer pixels = ByteBuffer.allocate(samples.length * words + ((samples.length * words) & 1))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int sample : samples) {
            if (words == 2) {
                pixels.putShort((short) sample);
            } else {
                pixels.put((byte) sample);
            }
        }
        return new TestDicom(Map.of(), samples, width, bits, TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid())
                .text(0x0008_0018, "UI", "2.25.1")
                .number(0x0028_0002, 1)
                .text(0x0028_0004, "CS", "MONOCHROME2")
                .number(0x0028_0010, samples.length / width)
                .number(0x0028_0011, width)
                .number(0x0028_0100, words * Byte.SIZE)
                .number(0x0028_0101, bits)
                .number(0x0028_0102, bits - 1)
                .number(0x0028_0103, 0)
                .bytes(PIXEL_DATA, "OW", pixels.array());
    }

    public TestDicom text(int tag, String representation, String text) {
        byte[] value = text.getBytes(UTF_8);
        byte[] even = Arrays.copyOf(value, value.length + (value.length & 1));
        if (even.length > value.length && !representation.equals("UI")) {
            even[value.length] = ' ';
        }
        return bytes(tag, representation, even);
    }

    public TestDicom number(int tag, int value) {
        return bytes(tag, "US", little(value, 2));
    }

    public TestDicom numbers(int tag, int... values) {
        return bytes(tag, "US", words(values));
    }

    public TestDicom bytes(int tag, String representation, byte[] value) {
        return with(tag, new Value(representation, value, false));
    }

    public TestDicom without(int tag) {
        var copy = new TestDicom(elements, samples, width, bits, syntax);
        copy.elements.remove(tag);
        return copy;
    }

    /** A sequence of one item of these elements; undefined lengths end in delimiters. */
    public TestDicom item(int tag, TestDicom item, boolean undefined) {
        byte[] content = item.dataSet(true);
        var out = new ByteArrayOutputStream();
        delimiter(out, 0xe000, undefined ? -1 : content.length);
        out.writeBytes(content);
        if (undefined) {
            delimiter(out, 0xe00d, 0);
            delimiter(out, 0xe0dd, 0);
        }
        return with(tag, new Value("SQ", out.toByteArray(), undefined));
    }

    /** No elements at all, to make items of. */
    public static TestDicom empty() {
        return new TestDicom(Map.of(), new int[0], 1, 16, "");
    }

    /** The same pixels in DICOM's run lengths. */
    public TestDicom runLengths() {
        var frame = new ByteArrayOutputStream();
        int planes = bits > Byte.SIZE ? 2 : 1;
        byte[][] coded = new byte[planes][];
        for (int plane = 0; plane < planes; plane++) {
            coded[plane] = TestCodecs.runLengths(samples, (planes - 1 - plane) * Byte.SIZE);
        }
        frame.writeBytes(little(planes, 4));
        frame.writeBytes(little(64, 4));
        frame.writeBytes(little(planes == 2 ? 64 + coded[0].length : 0, 4));
        frame.writeBytes(new byte[52]);
        for (byte[] plane : coded) {
            frame.writeBytes(plane);
        }
        return encapsulated(TransferSyntax.RLE, frame.toByteArray());
    }

    /** The same pixels in lossless JPEG. */
    public TestDicom losslessJpeg(int predictor) {
        return encapsulated(
                TransferSyntax.JPEG_LOSSLESS, TestCodecs.losslessJpeg(samples, width, Math.max(bits, 8), predictor, 0));
    }

    /** The same pixels in JPEG 2000. */
    public TestDicom jpeg2000() {
        return encapsulated(TransferSyntax.JPEG_2000_LOSSLESS, TestCodecs.jpeg2000(samples, width, bits));
    }

    /** The drawn JPEG, in the place of the pixels. */
    public static TestDicom lossyJpeg() {
        return of(640, new int[640 * 480], 8)
                .encapsulated(TransferSyntax.JPEG_BASELINE, TestScans.greyJpeg().content());
    }

    /** A JPEG as it is, in the place of the pixels. */
    public TestDicom encapsulated(TransferSyntax syntax, byte[]... fragments) {
        var out = new ByteArrayOutputStream();
        delimiter(out, 0xe000, 0);
        for (byte[] fragment : fragments) {
            delimiter(out, 0xe000, fragment.length + (fragment.length & 1));
            out.writeBytes(Arrays.copyOf(fragment, fragment.length + (fragment.length & 1)));
        }
        delimiter(out, 0xe0dd, 0);
        return with(PIXEL_DATA, new Value("OB", out.toByteArray(), true)).syntax(syntax.uid());
    }

    /** Says another transfer syntax, whatever the truth is. */
    public TestDicom syntax(String uid) {
        return new TestDicom(elements, samples, width, bits, uid);
    }

    /** The file, elements with their value representations. */
    public EncodedImage file() {
        return file(dataSet(true));
    }

    /** The file without value representations. */
    public EncodedImage implicitFile() {
        return syntax(TransferSyntax.IMPLICIT_LITTLE_ENDIAN.uid()).file(dataSet(false));
    }

    public EncodedImage deflatedFile() {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(dataSet(true));
        deflater.finish();
        byte[] out = new byte[1 << 20];
        int length = deflater.deflate(out);
        deflater.end();
        return syntax(TransferSyntax.DEFLATED.uid()).file(Arrays.copyOf(out, length));
    }

    private EncodedImage file(byte[] dataSet) {
        var meta = TestDicom.empty()
                .bytes(0x0002_0001, "OB", new byte[] {0, 1})
                .text(0x0002_0010, "UI", syntax)
                .dataSet(true);
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[128]);
        out.writeBytes("DICM".getBytes(UTF_8));
        out.writeBytes(TestDicom.empty()
                .bytes(0x0002_0000, "UL", little(meta.length, 4))
                .dataSet(true));
        out.writeBytes(meta);
        out.writeBytes(dataSet);
        return new EncodedImage("application/dicom", out.toByteArray());
    }

    private TestDicom with(int tag, Value value) {
        var copy = new TestDicom(elements, samples, width, bits, syntax);
        copy.elements.put(tag, value);
        return copy;
    }

    private byte[] dataSet(boolean explicit) {
        var out = new ByteArrayOutputStream();
        elements.forEach((tag, value) -> {
            out.writeBytes(little(tag >>> 16, 2));
            out.writeBytes(little(tag, 2));
            int length = value.undefined() ? -1 : value.bytes().length;
            boolean wide = !explicit || LONG_FORMS.contains(value.representation());
            if (explicit) {
                out.writeBytes(value.representation().getBytes(UTF_8));
                out.writeBytes(new byte[wide ? 2 : 0]);
            }
            out.writeBytes(little(length, wide ? 4 : 2));
            out.writeBytes(value.bytes());
        });
        return out.toByteArray();
    }

    private static void delimiter(ByteArrayOutputStream out, int element, int length) {
        out.writeBytes(little(0xfffe, 2));
        out.writeBytes(little(element, 2));
        out.writeBytes(little(length, 4));
    }

    static byte[] words(int... values) {
        ByteBuffer words = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(value -> words.putShort((short) value));
        return words.array();
    }

    private static byte[] little(int value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >> (8 * i));
        }
        return bytes;
    }
}
