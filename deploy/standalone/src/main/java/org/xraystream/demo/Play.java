package org.xraystream.demo;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xraystream.service.settings.Connection;

/** A story that the demonstration tells on a cluster of its own. */
public interface Play {

    /** What must be set for the services before it begins. */
    Map<String, String> settings();

    /** What is going to happen, in a sentence. */
    String announcement();

    /** Roughly how many scans will be sent. */
    int scans();

    /** Plays it to the end. */
    Outcome play(Connection connection, Audience audience) throws IOException, InterruptedException;

    /** Told how it goes. Called from several threads. */
    interface Audience {

        /** Something happened that a person would like to know. */
        void event(String what);

        /** So many scans have been sent, and so many of them have an outcome. */
        void progress(int sent, int done);
    }

    /** What it showed. */
    interface Outcome {

        /** For people: the figures, one a line. */
        List<String> lines();

        /** For programs: every figure by its name, null where it is absent. */
        Map<String, @Nullable Object> asMap();

        /** Empty if all went as it should; else what did not, in words. */
        List<String> failures();
    }
}
