package org.xraystream.demo;

import java.io.IOException;

/** Where the simulated modality takes its radiographs from; it never runs dry. For one thread. */
public interface ImageSource {

    /** The next radiograph. */
    DemoImage next() throws IOException;

    /** What a person should know of the source, in a few words. */
    String description();
}
