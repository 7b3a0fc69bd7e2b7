package org.xraystream.service.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users in a file, one a line: {@code name:ROLE[,ROLE]:bcrypt hash}. Read again as soon as it changes; a file that has
 * become unreadable lets nobody in. Written whole or not at all, for its owner's eyes only.
 *
 * <p>Thread-safe; two processes that write at once may undo each other.
 */
public final class UserFile {

    private static final Logger log = LoggerFactory.getLogger(UserFile.class);
    private static final int PARTS = 3;

    private record Contents(FileTime changed, long size, Map<String, User> users) {}

    private final Path path;
    private volatile Contents contents = new Contents(FileTime.fromMillis(0), -1, Map.of());

    /** The users in a file, which need not exist. */
    public UserFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /**
     * All users by name.
     *
     * @throws IllegalArgumentException if a line is no user; the message says which, and not what it holds
     */
    public Collection<User> users() {
        return current().values();
    }

    /** A user; nobody, as long as the file cannot be read. */
    public Optional<User> find(String name) {
        try {
            return Optional.ofNullable(current().get(name));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            log.atError().addKeyValue("cause", e.getMessage()).log("users cannot be read: nobody is let in");
            return Optional.empty();
        }
    }

    /** Adds a user or replaces the one of that name. */
    public synchronized void put(User user) {
        var users = new TreeMap<>(current());
        users.put(user.name(), user);
        write(users.values());
    }

    /** Removes a user; false where there is none of that name. */
    public synchronized boolean remove(String name) {
        var users = new TreeMap<>(current());
        boolean removed = users.remove(name) != null;
        if (removed) {
            write(users.values());
        }
        return removed;
    }

    private Map<String, User> current() {
        try {
            FileTime changed = Files.getLastModifiedTime(path);
            long size = Files.size(path);
            Contents known = contents;
            if (!known.changed().equals(changed) || known.size() != size) {
                known = new Contents(changed, size, parse(Files.readAllLines(path)));
                contents = known;
            }
            return known.users();
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException("users file " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Map<String, User> parse(List<String> lines) {
        var users = new TreeMap<String, User>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(":", PARTS);
            if (parts.length < PARTS) {
                throw new IllegalArgumentException(
                        "users file " + path + ", line " + number + ": must be NAME:ROLE[,ROLE]:HASH");
            }
            try {
                users.put(parts[0], new User(parts[0], Role.listed(parts[1]), parts[2]));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "users file " + path + ", line " + number + ": " + e.getMessage(), e);
            }
        }
        return users;
    }

    private void write(Collection<User> users) {
        String text = users.stream()
                .map(user -> user.name() + ":" + Role.list(user.roles()) + ":" + user.hash() + "\n")
                .collect(Collectors.joining());
        try {
            Path folder = Optional.ofNullable(path.getParent()).orElse(path);
            Files.createDirectories(folder);
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path fresh = Files.createTempFile(folder, "users", "", ownerOnly);
            Files.writeString(fresh, text);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("users file " + path + " cannot be written: " + e.getMessage(), e);
        }
    }
}
