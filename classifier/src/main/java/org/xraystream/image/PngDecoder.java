package org.xraystream.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import org.xraystream.gate.UnacceptableImageException;

/**
 * Reads PNG of any kind, grey, colour and palette, 1 to 16 bits, with and without alpha, with the JDK's ImageIO. What is
 * transparent turns black, the colour of a radiograph where there is nothing.
 */
final class PngDecoder implements ImageDecoder {
    private final ImageLimits limits;

    PngDecoder(ImageLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean recognises(byte[] content) {
        return PngHeader.begins(content);
    }

    @Override
    public GreyImage decode(EncodedImage image) throws UnacceptableImageException {
        PngHeader header = PngHeader.read(image.content());
        limits.checkSize(header.width(), header.height());
        PngHeader.checkChunks(image.content());
        BufferedImage decoded = ImageIoReader.PNG.read(image.content(), reader -> reader.read(0));
        return grey(decoded);
    }

    private static GreyImage grey(BufferedImage decoded) {
        WritableRaster raster = decoded.getRaster();
        int width = raster.getWidth();
        int height = raster.getHeight();
        if (decoded.getColorModel() instanceof IndexColorModel palette) {
            return ColourToGrey.ofPalette(raster, palette);
        }
        if (raster.getNumBands() == 1 && raster.getDataBuffer() instanceof DataBufferByte samples) {
            return new GreyImage.Bytes(width, height, samples.getData(), 0);
        }
        if (raster.getNumBands() == 1 && raster.getDataBuffer() instanceof DataBufferUShort samples) {
            return new GreyImage.Shorts(width, height, 0xffff, samples.getData(), 0);
        }
        int maximum = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        return raster.getNumBands() == 2
                ? ColourToGrey.ofGreyAndAlpha(raster, maximum)
                : ColourToGrey.ofRgb(raster, maximum);
    }
}
