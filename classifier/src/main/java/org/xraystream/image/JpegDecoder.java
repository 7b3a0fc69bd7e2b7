package org.xraystream.image;

import static org.xraystream.gate.RejectionReason.UNREADABLE;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
import org.xraystream.gate.UnacceptableImageException;

/**
 * Reads JPEG, baseline and progressive, grey, YCbCr and RGB, with the JDK's ImageIO.
 *
 * <p>The raw raster is read, without colour conversion: a grey image's samples are then exactly those coded, and the
 * luma of a colour image is its Y. ImageIO fills what is missing of a damaged image with grey and merely warns; here any
 * warning while pixels are decoded refuses the image.
 */
final class JpegDecoder implements ImageDecoder {
    private final ImageLimits limits;

    JpegDecoder(ImageLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean recognises(byte[] content) {
        return JpegHeader.begins(content);
    }

    @Override
    public GreyImage decode(EncodedImage image) throws UnacceptableImageException {
        JpegHeader header = JpegHeader.read(image.content());
        limits.checkSize(header.width(), header.height());
        Raster raster = ImageIoReader.JPEG.read(image.content(), JpegDecoder::readRaster);
        byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
        if (header.components() == 1) {
            return new GreyImage.Bytes(header.width(), header.height(), samples, 0);
        }
        return header.rgb() ? ColourToGrey.ofRgb(raster, 0xff) : ColourToGrey.ofYCbCr(raster, samples);
    }

    private static Raster readRaster(ImageReader reader) throws IOException, UnacceptableImageException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        Raster raster = reader.readRaster(0, null);
        if (!warnings.isEmpty()) {
            throw new UnacceptableImageException(UNREADABLE, "JPEG damaged: " + warnings.get(0));
        }
        return raster;
    }
}
