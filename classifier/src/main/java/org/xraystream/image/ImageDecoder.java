package org.xraystream.image;

import org.xraystream.gate.UnacceptableImageException;

/**
 * Turns encoded bytes into grey samples: the seam at which further formats come in. Implementations are safe for use by
 * several threads at once and never trust what they decode.
 */
public interface ImageDecoder {

    /** Whether the content begins as this decoder's format does; says nothing of the rest. */
    boolean recognises(byte[] content);

    /**
     * Decodes an image whose content this decoder recognises.
     *
     * @throws UnacceptableImageException if the image is damaged, incomplete, beyond the limits or of an unsupported
     *     kind; an image is decoded wholly or not at all
     */
    GreyImage decode(EncodedImage image) throws UnacceptableImageException;
}
