package org.xraystream.modality;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.orthanc.OrthancServer;
import org.xraystream.service.events.Follower;
import org.xraystream.service.health.Health;
import org.xraystream.service.runtime.ServiceRuntime;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * The gateway from modalities: takes the images that Orthanc was sent, or that lie in a folder, and sends each once as a
 * scan without the patient's name.
 *
 * <p>Settings beside those of {@link ServiceRuntime}: {@code modality.orthanc.url} or {@code modality.folder}, one of them;
 * {@code pseudonym.secret}; {@code modality.id}, {@code modality.every}, {@code modality.site}, {@code modality.zone},
 * {@code modality.orthanc.credentials}, {@code modality.orthanc.delete}, {@code content.store},
 * {@code content.inline.largest}.
 */
public final class ModalityGateway implements AutoCloseable {

    /** Port of health and metrics unless {@code http.port} says otherwise. */
    public static final int DEFAULT_PORT = 8084;

    private static final Logger log = LoggerFactory.getLogger(ModalityGateway.class);

    private volatile Optional<Intake> intake = Optional.empty();
    private volatile Optional<Follower> follower = Optional.empty();
    private final LargePayloads payloads;
    private final ServiceRuntime runtime;

    private ModalityGateway(Settings settings) {
        payloads = LargePayloads.from(settings);
        runtime = new ServiceRuntime(
                settings,
                DEFAULT_PORT,
                List.of(() ->
                        new Health("thread", follower.map(Follower::isAlive).orElse(true), "takes images")),
                List.of(() -> intake.map(Intake::health).orElse(new Health("intake", false, "waiting for the broker"))),
                routes -> {});
    }

    /** Starts the gateway; returns once it takes images. Until then it waits for the broker, and says so. */
    public static ModalityGateway start(Settings settings) throws InterruptedException {
        return start(settings, pseudonyms(settings));
    }

    /** The same with pseudonyms that stand in no settings. */
    public static ModalityGateway start(Settings settings, Pseudonyms pseudonyms) throws InterruptedException {
        Inbox inbox = inbox(settings);
        DicomScans scans = scans(settings, pseudonyms);
        var gateway = new ModalityGateway(settings);
        try {
            gateway.run(settings, inbox, scans);
            return gateway;
        } catch (InterruptedException | RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private void run(Settings settings, Inbox inbox, DicomScans scans) throws InterruptedException {
        String id = settings.text("modality.id", "modality");
        Duration every = settings.duration("modality.every", Duration.ofSeconds(1));
        runtime.awaitTopics();
        boolean again = settings.flag("modality.again", false);
        var begun = new Intake(
                inbox,
                scans,
                payloads,
                runtime.connection(),
                runtime.schemaRegistry(),
                id,
                every,
                again,
                runtime.metrics());
        intake = Optional.of(begun);
        follower = Optional.of(new Follower("intake", begun));
        log.atInfo().addKeyValue("port", port()).log("taking images from {}", inbox.name());
    }

    private static Inbox inbox(Settings settings) {
        Optional<OrthancServer> orthanc =
                OrthancServer.from(settings, "modality.orthanc.url", "modality.orthanc.credentials");
        Optional<String> folder = settings.find("modality.folder");
        if (orthanc.isPresent() == folder.isPresent()) {
            throw new InvalidSettingException("modality.orthanc.url, modality.folder: one of them must be given");
        }
        if (folder.isPresent()) {
            return new FolderInbox(Path.of(folder.get()));
        }
        boolean delete = settings.flag("modality.orthanc.delete", false);
        Optional<OrthancServer> archive = OrthancServer.from(settings, "pacs.url", "pacs.credentials");
        if (delete && archive.isPresent() && archive.get().isSame(orthanc.get())) {
            throw new InvalidSettingException(
                    "modality.orthanc.delete=true: pacs.url is the same Orthanc, and overlays are made of what it keeps");
        }
        return new OrthancInbox(orthanc.get(), delete);
    }

    private static Pseudonyms pseudonyms(Settings settings) {
        try {
            return new Pseudonyms(settings.text("pseudonym.secret").getBytes(UTF_8));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("pseudonym.secret: " + e.getMessage());
        }
    }

    private static DicomScans scans(Settings settings, Pseudonyms pseudonyms) {
        String zone = settings.text("modality.zone", ZoneId.systemDefault().getId());
        try {
            return new DicomScans(pseudonyms, settings.find("modality.site"), ZoneId.of(zone), Clock.systemUTC());
        } catch (DateTimeException e) {
            throw new InvalidSettingException("modality.zone=" + zone + ": must be a time zone such as Europe/Berlin");
        }
    }

    /** Port of health and metrics. */
    public int port() {
        return runtime.port();
    }

    /** Finishes the image that is under way, and lets go of everything. */
    @Override
    public void close() {
        follower.ifPresent(Follower::close);
        payloads.close();
        runtime.close();
    }
}
