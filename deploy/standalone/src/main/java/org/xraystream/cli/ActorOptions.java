package org.xraystream.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Who acts, and why: both stand in the release. */
final class ActorOptions {
    @Option(names = "--by", paramLabel = "ACCOUNT", description = "Who does this (default: the login name).")
    private String account = OpenCluster.USER;

    @Option(names = "--reason", paramLabel = "WORDS", description = "Why, free of patient data.")
    private Optional<String> reason = Optional.empty();

    String account() {
        return account;
    }

    String reason() {
        return reason.orElse("no reason given");
    }
}
