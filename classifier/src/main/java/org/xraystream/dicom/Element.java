package org.xraystream.dicom;

/**
 * Where the value of an element lies in its data set's bytes.
 *
 * @param from first byte of the value; of a sequence or fragments, of the first item's tag
 * @param to the byte behind the last; of undefined length, behind the delimiter
 */
record Element(int from, int to) {
    int length() {
        return to - from;
    }
}
