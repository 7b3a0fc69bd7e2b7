package org.xraystream.ehr.pacs;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.xraystream.dicom.DicomFile;
import org.xraystream.ehr.delivery.Attempt;
import org.xraystream.ehr.delivery.Attempt.Delivered;
import org.xraystream.ehr.delivery.Attempt.Postponed;
import org.xraystream.ehr.delivery.Attempt.Refused;
import org.xraystream.ehr.delivery.Destination;
import org.xraystream.ehr.fhir.ModelResult;
import org.xraystream.event.FhirReport;
import org.xraystream.gate.UnacceptableImageException;
import org.xraystream.image.DecoderByContent;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.GreyImage;
import org.xraystream.image.ImageDecoder;
import org.xraystream.image.ImageLimits;
import org.xraystream.modality.DicomScans;
import org.xraystream.orthanc.OrthancServer;
import org.xraystream.orthanc.OrthancServer.Download;
import org.xraystream.orthanc.OrthancServer.Level;
import org.xraystream.service.settings.Settings;

/**
 * The hospital's image archive (PACS), an Orthanc, into which what a model said goes as a picture beside the radiograph. It
 * finds the radiograph by the scan's id, which is its SOP Instance UID, and lets the archive itself fill in patient and
 * study: neither is looked at here.
 *
 * <p>Of each scan at most one overlay stands: one that another model's word replaces is deleted. A reader's label changes
 * nothing, for it is the reader's to say what the archive holds of it.
 */
public final class ImageArchive implements Destination {

    private static final ImageLimits LIMITS = new ImageLimits(
            ImageLimits.RADIOGRAPHS.minSide(),
            ImageLimits.RADIOGRAPHS.maxSide(),
            ImageLimits.RADIOGRAPHS.maxPixels(),
            DicomScans.MOST_BYTES);

    private final OrthancServer orthanc;
    private final ImageDecoder decoder = DecoderByContent.ofAllFormats(LIMITS);

    private ImageArchive(OrthancServer orthanc) {
        this.orthanc = orthanc;
    }

    /** The archive that the settings below {@code pacs.} name, if they do. */
    public static Optional<ImageArchive> from(Settings settings) {
        return OrthancServer.from(settings, "pacs.url", "pacs.credentials").map(ImageArchive::new);
    }

    @Override
    public String name() {
        return "pacs";
    }

    @Override
    public boolean namesPatients() {
        return false;
    }

    @Override
    public Attempt deliver(FhirReport report, Bundle identified) {
        Optional<ModelResult> result = ModelResult.in(identified);
        if (result.isEmpty()) {
            return new Delivered();
        }
        try {
            return show(report.getScanId(), result.get());
        } catch (UnacceptableImageException e) {
            return new Refused("the radiograph in the archive: " + e.reason());
        } catch (IOException e) {
            return new Postponed("the image archive does not answer: "
                    + Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Postponed("interrupted");
        }
    }

    private Attempt show(String scanId, ModelResult result)
            throws IOException, InterruptedException, UnacceptableImageException {
        Optional<String> overlay = orthanc.find(Level.INSTANCE, SecondaryCapture.instanceUid(scanId, result));
        if (overlay.isEmpty()) {
            Optional<String> original = orthanc.find(Level.INSTANCE, scanId);
            if (original.isEmpty()) {
                return new Refused("the archive does not hold the radiograph");
            }
            overlay = made(scanId, result, original.get());
            if (overlay.isEmpty()) {
                return new Refused("the archive refuses the overlay");
            }
        }
        deleteOthers(scanId, overlay.get());
        return new Delivered();
    }

    private Optional<String> made(String scanId, ModelResult result, String original)
            throws IOException, InterruptedException, UnacceptableImageException {
        Download file = orthanc.file(original, DicomScans.MOST_BYTES);
        if (!file.isThere()) {
            throw new IOException("HTTP " + file.status() + " for a radiograph that it holds");
        }
        DicomFile dicom = DicomFile.read(file.content());
        GreyImage radiograph = decoder.decode(new EncodedImage("application/dicom", file.content()));
        return orthanc.create(
                orthanc.studyOf(original),
                new SecondaryCapture(scanId, result, dicom.dataSet()).attributes(),
                OverlayPicture.png(radiograph, result));
    }

    private void deleteOthers(String scanId, String standing) throws IOException, InterruptedException {
        Optional<String> series = orthanc.find(Level.SERIES, SecondaryCapture.seriesUid(scanId));
        if (series.isPresent()) {
            for (String instance : orthanc.instancesOf(series.get())) {
                if (!instance.equals(standing)) {
                    orthanc.delete(instance);
                }
            }
        }
    }

    @Override
    public void close() {
        // The client ends with its last request.
    }
}
