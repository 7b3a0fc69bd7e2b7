package org.xraystream.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xraystream.ehr.EhrGateway;
import org.xraystream.modality.ModalityGateway;
import org.xraystream.service.settings.Settings;

/** Gateways in this process, each told on the terminal once it runs, and closed by an {@link OrderlyEnd}. */
record RunningGateways(Terminal terminal, OrderlyEnd ending) {

    /** Starts the one from modalities; gives its port. */
    int startModality(Settings settings) throws InterruptedException {
        ModalityGateway running =
                ending.closing(ModalityGateway.start(settings, SitePseudonyms.of(settings, terminal)));
        terminal.out()
                .println("Images from " + settings.text("modality.orthanc.url", settings.text("modality.folder", ""))
                        + settings.find("modality.site")
                                .map(site -> " at " + site)
                                .orElse(", those refused that name no institution (--site names it for them)"));
        return running.port();
    }

    /** Starts the one to record systems; gives its port. */
    int startEhr(Settings settings) throws InterruptedException {
        EhrGateway running = ending.closing(EhrGateway.start(settings));
        String told = Stream.of("fhir.url", "hl7.address", "pacs.url")
                .flatMap(name -> settings.find(name).stream())
                .collect(Collectors.joining(", "));
        terminal.out().println("Reports to  " + (told.isEmpty() ? "nobody but xray.fhir" : told));
        return running.port();
    }
}
