package org.xraystream.ehr.patients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xraystream.ehr.fhir.Identity;
import org.xraystream.service.settings.InvalidSettingException;

/**
 * Patients from a file with a line {@code PSEUDONYM,IDENTIFIER} or {@code PSEUDONYM=IDENTIFIER} for each; blank lines and
 * those that begin with {@code #} are passed over. Read again when it changes; replace it whole ({@code mv}), since half a
 * file is believed. A file that has become unreadable makes reports wait.
 */
final class PatientFile implements Patients {

    private static final Pattern LINE = Pattern.compile("\\s*([^,=\\s]+)\\s*[,=]\\s*(\\S.*?)\\s*");

    private final Path file;
    private final String system;
    private Version version;
    private Map<String, Identity> patients;

    private record Version(FileTime changed, long size) {
        static Version of(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime(), attributes.size());
        }
    }

    private PatientFile(Path file, String system) throws IOException, PatientsUnavailableException {
        this.file = file;
        this.system = system;
        this.version = Version.of(file);
        this.patients = read();
    }

    static PatientFile open(String path, String system) {
        try {
            return new PatientFile(Path.of(path), system);
        } catch (IOException e) {
            throw new InvalidSettingException("patients.file=" + path + ": cannot be read");
        } catch (PatientsUnavailableException e) {
            throw new InvalidSettingException("patients.file=" + path + ": " + e.getMessage());
        }
    }

    @Override
    public synchronized Optional<Identity> find(String pseudonym) throws PatientsUnavailableException {
        try {
            Version now = Version.of(file);
            if (!now.equals(version)) {
                patients = read();
                version = now;
            }
        } catch (IOException e) {
            throw new PatientsUnavailableException("the file of patients cannot be read");
        }
        return Optional.ofNullable(patients.get(pseudonym));
    }

    private Map<String, Identity> read() throws IOException, PatientsUnavailableException {
        List<String> lines = Files.readAllLines(file);
        Map<String, Identity> found = new HashMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new PatientsUnavailableException("line " + number + " is no PSEUDONYM,IDENTIFIER");
            }
            found.put(parts.group(1), new Identity(system, parts.group(2)));
        }
        return found;
    }
}
