package org.xraystream.dicom;

import static org.xraystream.dicom.Cursor.damaged;
import static org.xraystream.gate.RejectionReason.TOO_LARGE;
import static org.xraystream.gate.RejectionReason.UNREADABLE;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.xraystream.gate.UnacceptableImageException;

/**
 * A DICOM file (PS3.10): what pixels and the sender's side need of it.
 *
 * @param syntax how its pixels are encoded
 * @param dataSet its elements
 */
public record DicomFile(TransferSyntax syntax, DataSet dataSet) {
    static final int PREAMBLE = 128;
    static final String MAGIC = "DICM";

    private static final int META_END = 0x0002_ffff;

    /** The largest radiographs have 25 million samples of 16 bits. */
    private static final int MOST_INFLATED = 64 << 20;

    /** Whether bytes begin as a DICOM file does. */
    public static boolean begins(byte[] content) {
        return content.length >= PREAMBLE + MAGIC.length()
                && content[PREAMBLE] == 'D'
                && content[PREAMBLE + 1] == 'I'
                && content[PREAMBLE + 2] == 'C'
                && content[PREAMBLE + 3] == 'M';
    }

    /**
     * Finds what is in a file; does not look at its pixels.
     *
     * @param content the whole file, which must not be changed afterwards
     * @throws UnacceptableImageException if it is damaged, truncated or in a transfer syntax that we do not read
     */
    public static DicomFile read(byte[] content) throws UnacceptableImageException {
        if (!begins(content)) {
            throw damaged("no DICM where it must be");
        }
        var cursor = new Cursor(content, PREAMBLE + MAGIC.length(), content.length, true);
        DataSet meta = DataSet.read(cursor, content, true, META_END);
        TransferSyntax syntax =
                TransferSyntax.of(meta.text(Tag.TRANSFER_SYNTAX_UID).orElse(""));
        int start = cursor.position();
        if (syntax == TransferSyntax.DEFLATED) {
            byte[] inflated = inflated(content, start);
            return new DicomFile(syntax, DataSet.read(inflated, 0, inflated.length, true));
        }
        boolean explicit = syntax != TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
        return new DicomFile(syntax, DataSet.read(content, start, content.length, explicit));
    }

    private static byte[] inflated(byte[] content, int start) throws UnacceptableImageException {
        var inflater = new Inflater(true);
        var inflated = new ByteArrayOutputStream(content.length);
        byte[] part = new byte[1 << 16];
        try {
            inflater.setInput(content, start, content.length - start);
            while (!inflater.finished()) {
                int count = inflater.inflate(part);
                if (count == 0 && !inflater.finished()) {
                    throw new UnacceptableImageException(UNREADABLE, "DICOM truncated");
                }
                inflated.write(part, 0, count);
                if (inflated.size() > MOST_INFLATED) {
                    throw new UnacceptableImageException(
                            TOO_LARGE, "more than " + MOST_INFLATED + " bytes once inflated");
                }
            }
            return inflated.toByteArray();
        } catch (DataFormatException e) {
            throw damaged("what was deflated cannot be inflated");
        } finally {
            inflater.end();
        }
    }
}
