package org.xraystream.service.access;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Looks at passwords: one at a time, so that guessing never takes more than a core, not at those that come too often, and
 * as long at that of an unknown name as at a wrong one. Thread-safe.
 */
final class PasswordCheck {

    private static final String NOBODYS_HASH = Passwords.hash(Passwords.generate());
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final UserFile users;
    private final SignInThrottle throttle;
    private final Semaphore core = new Semaphore(1, true);

    PasswordCheck(UserFile users, SignInThrottle throttle) {
        this.users = users;
        this.throttle = throttle;
    }

    /** What came of it. */
    sealed interface Outcome {
        /** It is this user's. */
        record Right(User user) implements Outcome {}

        /** It is not this user's, or there is none of that name. */
        record Wrong(Optional<User> user) implements Outcome {}

        /** It was not looked at, and will not be before this time has passed. */
        record NotNow(Duration pause) implements Outcome {
            /** For the header {@code Retry-After}. */
            long seconds() {
                return Math.max(1, pause.plusMillis(999).toSeconds());
            }

            /** For a person. */
            String inWords() {
                return "Too many attempts. Try again in " + seconds() + (seconds() == 1 ? " second." : " seconds.");
            }
        }
    }

    /**
     * Looks at a password.
     *
     * @param address where it comes from
     */
    Outcome of(String name, String password, String address) throws InterruptedException {
        Optional<User> user = users.find(name);
        Optional<Duration> wait = throttle.attempt(name, address);
        if (wait.isPresent()) {
            return new Outcome.NotNow(wait.get());
        }
        if (!core.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Outcome.NotNow(PATIENCE);
        }
        boolean matches;
        try {
            matches = Passwords.matches(password, user.map(User::hash).orElse(NOBODYS_HASH));
        } finally {
            core.release();
        }
        if (user.isEmpty() || !matches) {
            return new Outcome.Wrong(user);
        }
        throttle.succeeded(name, address);
        return new Outcome.Right(user.get());
    }
}
