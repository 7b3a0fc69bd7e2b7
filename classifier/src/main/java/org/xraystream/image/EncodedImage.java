package org.xraystream.image;

/**
 * An image as it came from the modality: not yet decoded, not yet trusted.
 *
 * @param contentType the media type the sender claims, for example {@code image/jpeg}
 * @param content the encoded bytes; the array is not copied and must not be changed afterwards
 */
public record EncodedImage(String contentType, byte[] content) {}
