package org.xraystream.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where images come from, on the command line. */
final class ModalityOptions {

    @Option(
            names = "--orthanc",
            paramLabel = "URL",
            description = "Address of Orthanc's REST interface (modality.orthanc.url).")
    private Optional<String> orthanc = Optional.empty();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Folder of DICOM files, moved to done or failed within it (modality.folder).")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--site", description = "The hospital or clinic (modality.site); otherwise as the files have it.")
    private Optional<String> site = Optional.empty();

    @Option(
            names = "--again",
            description = "Look once more at all that Orthanc holds, for what was refused before; what was sent is not"
                    + " sent twice (modality.again).")
    private boolean again;

    /** What was given, as settings. */
    Map<String, String> settings() {
        Map<String, String> given = new HashMap<>();
        orthanc.ifPresent(url -> given.put("modality.orthanc.url", url));
        folder.ifPresent(path -> given.put("modality.folder", path.toString()));
        site.ifPresent(name -> given.put("modality.site", name));
        if (again) {
            given.put("modality.again", "true");
        }
        return given;
    }
}
