package org.xraystream.serving;

import org.xraystream.model.InvalidBundleException.Reason;

/** What became of a released model. */
public sealed interface Replacement {

    /** The version that was released. */
    String version();

    /** It serves from now on. */
    record Installed(String version) implements Replacement {}

    /** It does not; the model before it goes on serving. */
    record Refused(String version, Reason reason, String detail) implements Replacement {}
}
