package org.xraystream.engine;

import org.xraystream.image.PreparedImage;
import org.xraystream.image.Preprocessing;

/** What reading a scan asks of a model. Safe for use by several threads at once. */
public interface Judge {

    /** How an image must be prepared for {@link #judge}. */
    Preprocessing preprocessing();

    /** Decides on one image. */
    Judgement judge(PreparedImage image);
}
