package org.xraystream.image;

import static org.xraystream.gate.RejectionReason.UNREADABLE;
import static org.xraystream.gate.RejectionReason.UNSUPPORTED_FORMAT;

import java.util.List;
import org.xraystream.gate.UnacceptableImageException;

/** Chooses the decoder by an image's first bytes; the claimed content type is not believed. */
public final class DecoderByContent implements ImageDecoder {
    private final ImageLimits limits;
    private final List<ImageDecoder> decoders;

    public DecoderByContent(ImageLimits limits, List<ImageDecoder> decoders) {
        this.limits = limits;
        this.decoders = List.copyOf(decoders);
    }

    /** Every format that we read: JPEG, PNG and DICOM. */
    public static DecoderByContent ofAllFormats(ImageLimits limits) {
        return new DecoderByContent(
                limits, List.of(new JpegDecoder(limits), new PngDecoder(limits), new DicomDecoder(limits)));
    }

    @Override
    public boolean recognises(byte[] content) {
        return decoders.stream().anyMatch(decoder -> decoder.recognises(content));
    }

    @Override
    public GreyImage decode(EncodedImage image) throws UnacceptableImageException {
        byte[] content = image.content();
        if (content.length == 0) {
            throw new UnacceptableImageException(UNREADABLE, "empty");
        }
        limits.checkBytes(content.length);
        for (ImageDecoder decoder : decoders) {
            if (decoder.recognises(content)) {
                return decoder.decode(image);
            }
        }
        throw new UnacceptableImageException(UNSUPPORTED_FORMAT, "the content begins like no format that is supported");
    }
}
