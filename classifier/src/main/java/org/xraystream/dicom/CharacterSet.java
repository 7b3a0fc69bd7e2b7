package org.xraystream.dicom;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.charset.Charset;
import java.util.Map;

/** How a data set's text is coded (PS3.3, C.12.1.1.2): the sets with one byte a letter, UTF-8 and the Chinese ones. */
final class CharacterSet {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("ISO_IR 101", "ISO-8859-2"),
            Map.entry("ISO_IR 109", "ISO-8859-3"),
            Map.entry("ISO_IR 110", "ISO-8859-4"),
            Map.entry("ISO_IR 144", "ISO-8859-5"),
            Map.entry("ISO_IR 127", "ISO-8859-6"),
            Map.entry("ISO_IR 126", "ISO-8859-7"),
            Map.entry("ISO_IR 138", "ISO-8859-8"),
            Map.entry("ISO_IR 148", "ISO-8859-9"),
            Map.entry("ISO_IR 166", "TIS-620"),
            Map.entry("ISO_IR 192", "UTF-8"),
            Map.entry("GB18030", "GB18030"),
            Map.entry("GBK", "GBK"));

    private CharacterSet() {}

    /** That of an element; Latin-1 where none is named or it is none of these, so that no byte is lost. */
    static Charset of(DataSet dataSet, Tag tag) {
        if (tag == Tag.SPECIFIC_CHARACTER_SET) {
            return ISO_8859_1;
        }
        String name = dataSet.text(Tag.SPECIFIC_CHARACTER_SET).orElse("");
        String java = NAMES.get(name);
        return java == null || !Charset.isSupported(java) ? ISO_8859_1 : Charset.forName(java);
    }
}
