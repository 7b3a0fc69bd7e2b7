package org.xraystream.service.release;

import java.util.List;
import org.xraystream.event.ModelRelease;

/** Hears of releases, always on the same thread. */
public interface ReleaseListener {

    /** Called once, before anything else: what was released before now and is still kept, the newest first. */
    void releasedBefore(List<ModelRelease> newestFirst);

    /** Called for each release from then on. */
    void released(ModelRelease release);
}
