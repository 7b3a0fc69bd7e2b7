package org.xraystream.image;

import org.xraystream.dicom.DicomFile;
import org.xraystream.gate.UnacceptableImageException;

/**
 * Reads single grey DICOM images as they are to be seen: {@link StoredPixels} says which, {@link DicomGreys} how. The tags
 * that tell of patient and acquisition are not looked at: whoever sends a scan says what they say.
 */
final class DicomDecoder implements ImageDecoder {
    private final ImageLimits limits;

    DicomDecoder(ImageLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean recognises(byte[] content) {
        return DicomFile.begins(content);
    }

    @Override
    public GreyImage decode(EncodedImage image) throws UnacceptableImageException {
        DicomFile file = DicomFile.read(image.content());
        return DicomGreys.of(file.dataSet(), StoredPixels.of(file, limits));
    }
}
