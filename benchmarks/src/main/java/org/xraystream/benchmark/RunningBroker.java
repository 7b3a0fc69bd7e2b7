package org.xraystream.benchmark;

import org.xraystream.service.settings.Settings;

/** A broker and a registry of their own, on this machine, for as long as a benchmark needs them. */
public interface RunningBroker extends AutoCloseable {

    /** Where services and clients find both. */
    Settings settings();
}
