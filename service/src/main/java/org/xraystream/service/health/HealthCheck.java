package org.xraystream.service.health;

/** Tells how one part is. Called often and from any thread: must not block. */
public interface HealthCheck {

    /** How the part is now. */
    Health check();
}
