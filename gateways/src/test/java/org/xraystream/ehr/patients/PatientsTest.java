package org.xraystream.ehr.patients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.ehr.fhir.Identity;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

class PatientsTest {

    private static final String SYSTEM = "urn:oid:1.2.3.4";

    private final Path folder;

    PatientsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void knowsNobodyUnlessToldWhereToAsk() throws Exception {
        assertThat(Patients.from(Settings.of(Map.of())).find("p1")).isEmpty();
    }

    @Test
    void readsCommasAndEqualsSigns() throws Exception {
        Path file = Files.writeString(folder.resolve("patients.csv"), "# ours\n\np1,MRN 1\np2 = MRN=2, a\n");

        Patients patients = Patients.from(settings("patients.file", file.toString()));

        assertThat(patients.find("p1")).contains(new Identity(SYSTEM, "MRN 1"));
        assertThat(patients.find("p2")).contains(new Identity(SYSTEM, "MRN=2, a"));
        assertThat(patients.find("p3")).isEmpty();
    }

    @Test
    void readsTheFileAgainWhenItChanges() throws Exception {
        Path file = Files.writeString(folder.resolve("patients.csv"), "p1,M1\n");
        Patients patients = Patients.from(settings("patients.file", file.toString()));
        assertThat(patients.find("p2")).isEmpty();

        Files.writeString(file, "p1,M1\np2,M2\n");

        assertThat(patients.find("p2")).contains(new Identity(SYSTEM, "M2"));
    }

    @Test
    void makesReportsWaitForAFileThatHasGoneOrIsBroken() throws Exception {
        Path file = Files.writeString(folder.resolve("patients.csv"), "p1,M1\n");
        Patients patients = Patients.from(settings("patients.file", file.toString()));

        Files.writeString(file, "p1,M1\nMRN-0042 nonsense\n");
        assertThatThrownBy(() -> patients.find("p1"))
                .isInstanceOf(PatientsUnavailableException.class)
                .hasMessage("line 2 is no PSEUDONYM,IDENTIFIER");
        Files.delete(file);
        assertThatThrownBy(() -> patients.find("p1")).isInstanceOf(PatientsUnavailableException.class);
        Files.writeString(file, "p1,M9\n");

        assertThat(patients.find("p1")).contains(new Identity(SYSTEM, "M9"));
    }

    @Test
    void refusesToStartWithAFileThatIsNotThere() {
        assertThatThrownBy(() -> Patients.from(settings("patients.file", "/nowhere.csv")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("patients.file=/nowhere.csv: cannot be read");
    }

    @Test
    void asksAServiceByHttp() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String pseudonym = exchange.getRequestURI().getPath().substring(1);
            boolean known = "Bearer s3cret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            int status = known ? Map.of("p1", 200, "p2", 404).getOrDefault(pseudonym, 500) : 401;
            byte[] body = "M1\n".getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/{pseudonym}";
            Settings settings = settings("patients.url", address);
            Patients patients = Patients.from(settings.with(Map.of("patients.token", "s3cret")));

            assertThat(patients.find("p1")).contains(new Identity(SYSTEM, "M1"));
            assertThat(patients.find("p2")).isEmpty();
            assertThatThrownBy(() -> patients.find("p3")).hasMessageContaining("HTTP 500");
            assertThatThrownBy(() -> Patients.from(settings).find("p1")).hasMessageContaining("HTTP 401");
        } finally {
            server.stop(0);
        }
        Patients away = Patients.from(settings("patients.url", "http://127.0.0.1:1/{pseudonym}"));
        assertThatThrownBy(() -> away.find("p1")).isInstanceOf(PatientsUnavailableException.class);
    }

    @Test
    void refusesAnAddressWithoutAPlaceForThePseudonym() {
        assertThatThrownBy(() -> Patients.from(settings("patients.url", "http://master-index.example.org/")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("{pseudonym}");
    }

    @Test
    void refusesTwoPlacesToAsk() {
        Settings both = settings("patients.url", "http://a/{pseudonym}").with(Map.of("patients.file", "b"));

        assertThatThrownBy(() -> Patients.from(both)).hasMessageContaining("only one");
    }

    private static Settings settings(String name, String value) {
        var values = new HashMap<String, String>();
        values.put("patients.system", SYSTEM);
        values.put(name, value);
        return Settings.of(values);
    }
}
