package org.xraystream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.xraystream.service.access.Passwords;
import picocli.CommandLine.Option;

/** Where a new password comes from. */
final class NewPassword {
    @Option(
            names = "--password-stdin",
            description = "Take the password from the first line of standard input; else one is drawn and shown once.")
    private boolean fromInput;

    /** A password that is to be set, and its hash. */
    record Chosen(String hash, Optional<String> toShow) {}

    Chosen choose() {
        String password = fromInput ? firstLine() : Passwords.generate();
        return new Chosen(Passwords.hash(password), fromInput ? Optional.empty() : Optional.of(password));
    }

    private static String firstLine() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException("no password could be read: " + e.getMessage(), e);
        }
    }
}
