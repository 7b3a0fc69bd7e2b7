package org.xraystream.cli;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xraystream.service.access.Passwords;
import org.xraystream.service.access.Role;
import org.xraystream.service.access.User;
import org.xraystream.service.access.UserFile;
import org.xraystream.service.settings.Settings;

/**
 * How people sign in to services that run on this machine: as the user's own settings say, or with a file of users that
 * begins with one.
 *
 * @param settings for the services
 * @param firstPassword the password of the user {@value #FIRST_USER}, if that was made just now: nobody can tell it later
 */
record LocalAccess(Map<String, String> settings, Optional<String> firstPassword) {
    static final String FIRST_USER = "admin";

    LocalAccess {
        settings = Map.copyOf(settings);
    }

    /** The access whose users and secret are kept in this home. */
    static LocalAccess in(Home home, Settings given) {
        if (given.find("access.mode").isPresent()) {
            return new LocalAccess(Map.of(), Optional.empty());
        }
        var users = new UserFile(home.users());
        Map<String, String> settings = Map.of(
                "access.mode", "local",
                "access.users", users.path().toString(),
                "access.secret", given.text("access.secret", home.accessSecret()));
        return new LocalAccess(settings, UserFiles.reading(() -> firstPassword(users)));
    }

    private static Optional<String> firstPassword(UserFile users) {
        if (!users.users().isEmpty()) {
            return Optional.empty();
        }
        String password = Passwords.generate();
        var first = new User(FIRST_USER, Set.of(Role.READER, Role.OPERATOR), Passwords.hash(password));
        return users.add(first) ? Optional.of(password) : Optional.empty();
    }

    /** One line for whoever just started the services. */
    Optional<String> note() {
        return firstPassword.map(password -> "Sign in as " + FIRST_USER + " with the password " + password
                + " (shown this once; other users: xraystream users)");
    }
}
