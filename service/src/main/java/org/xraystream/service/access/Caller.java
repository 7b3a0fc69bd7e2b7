package org.xraystream.service.access;

import io.javalin.http.Context;
import java.util.Optional;

/** Who makes a request, and how that is known. */
sealed interface Caller {

    String ATTRIBUTE = "xraystream.caller";
    String FORGERY_TOKEN = "X-CSRF-Token";

    /** Nobody that is known. */
    record Nobody() implements Caller {
        @Override
        public Optional<Account> account() {
            return Optional.empty();
        }

        @Override
        public boolean mayChange(Context context, RequestOrigin origin) {
            return origin == RequestOrigin.OURS;
        }
    }

    /** Whoever it is: access is switched off. */
    record Anybody(Account whoever) implements Caller {
        @Override
        public Optional<Account> account() {
            return Optional.of(whoever);
        }

        @Override
        public boolean mayChange(Context context, RequestOrigin origin) {
            return origin != RequestOrigin.FOREIGN;
        }
    }

    /** A program with its token, which no browser sends by itself. */
    record Program(Account program) implements Caller {
        @Override
        public Optional<Account> account() {
            return Optional.of(program);
        }

        @Override
        public boolean mayChange(Context context, RequestOrigin origin) {
            return true;
        }
    }

    /** A person who has signed in. */
    record Person(Session session, String forgeryToken) implements Caller {
        @Override
        public Optional<Account> account() {
            return Optional.of(session.account());
        }

        @Override
        public boolean mayChange(Context context, RequestOrigin origin) {
            return origin == RequestOrigin.OURS
                    && Optional.ofNullable(context.header(FORGERY_TOKEN))
                            .filter(token -> Secret.same(token, forgeryToken))
                            .isPresent();
        }
    }

    /** The account, where there is one. */
    Optional<Account> account();

    /** Whether a request that changes something may be believed to be meant. */
    boolean mayChange(Context context, RequestOrigin origin);

    /** Who makes this request, as the guard found. */
    static Caller of(Context context) {
        return context.attribute(ATTRIBUTE) instanceof Caller caller ? caller : new Nobody();
    }
}
