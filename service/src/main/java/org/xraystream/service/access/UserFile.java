package org.xraystream.service.access;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users in a file, one a line: {@code name:ROLE[,ROLE]:bcrypt hash}. Read again as soon as it changes; a file that has
 * become unreadable lets nobody in. Written whole or not at all, for its owner's eyes only.
 *
 * <p>Thread-safe, also between processes: who changes it reads it anew while holding the lock on {@code FILE.lock}, so that
 * no change undoes another. The lock file stays, since another process may be waiting for it.
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

    /** Adds a user; false where there is one of that name. */
    public boolean add(User user) {
        return change(users -> users.putIfAbsent(user.name(), user) == null);
    }

    /** Puts a user in the place of one; false where that one is no longer there as it was. */
    public boolean replace(User known, User changed) {
        return change(users -> users.replace(known.name(), known, changed));
    }

    /** Removes a user; false where there is none of that name. */
    public boolean remove(String name) {
        return change(users -> users.remove(name) != null);
    }

    /**
     * Changes the users as they are now.
     *
     * @param change tells whether it changed anything
     */
    private boolean change(Predicate<Map<String, User>> change) {
        // The operating system keeps processes apart, not the threads of one.
        synchronized (UserFile.class) {
            try {
                Files.createDirectories(folder());
                Path lock = path.resolveSibling(path.getFileName() + ".lock");
                try (var channel = FileChannel.open(lock, CREATE, WRITE);
                        var held = channel.lock()) {
                    var users = Files.exists(path) ? parse(Files.readAllLines(path)) : new TreeMap<String, User>();
                    boolean changed = change.test(users);
                    if (changed) {
                        write(users.values());
                    }
                    return changed;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("users file " + path + " cannot be written: " + e.getMessage(), e);
            }
        }
    }

    private Path folder() {
        return Optional.ofNullable(path.getParent()).orElse(path);
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

    private void write(Collection<User> users) throws IOException {
        String text = users.stream()
                .map(user -> user.name() + ":" + Role.list(user.roles()) + ":" + user.hash() + "\n")
                .collect(Collectors.joining());
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path fresh = Files.createTempFile(folder(), "users", "", ownerOnly);
        Files.writeString(fresh, text);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
