package org.xraystream.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xraystream.reconciliation.Reconciliation;
import org.xraystream.service.settings.Settings;

/** The compose file with TLS, accounts and rights over it. */
@WithImages({WithImages.KAFKA, WithImages.REGISTRY, WithImages.STREAM_APP, WithImages.TRAINER, WithImages.CLI})
class SecuredIT {
    @TempDir
    private static Path secrets = Path.of("");

    private static @Nullable Installation installation;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Installation.run(
                List.of("deploy/security/make-secrets.sh", secrets.toString()),
                Map.of(
                        "KAFKA_PORT", String.valueOf(Installation.KAFKA_PORT),
                        "REGISTRY_PORT", String.valueOf(Installation.REGISTRY_PORT)));
        installation = Installation.start(
                Map.of("XRAYSTREAM_SECRETS", secrets.toString()), "docker-compose.yml", "deploy/compose/tls.yml");
    }

    @AfterAll
    static void stop() {
        if (installation != null) {
            installation.close();
        }
    }

    private static Hospital as(String account, Map<String, String> but) {
        return Hospital.with(Settings.of(Settings.read(secrets.resolve(account + ".properties")))
                .with(but)
                .below(""));
    }

    @Test
    void takesScansFromTheModalityAndShowsTheOperatorTheirOutcomes() throws InterruptedException {
        as("modality", Map.of()).send(20);

        Reconciliation account = as("operator", Map.of()).accountOf(20);

        assertThat(account.balances()).as("%s", account).isTrue();
        assertThat(Hospital.answered(account)).isEqualTo(20);
    }

    @Test
    void showsTheModalityNothing() {
        assertThatThrownBy(() -> as("modality", Map.of()).accountOf(0)).isInstanceOf(AuthorizationException.class);
    }

    @Test
    void takesNothingFromTheRecordSystem() {
        assertThatThrownBy(() -> as("records", Map.of()).send(1)).hasRootCauseInstanceOf(AuthorizationException.class);
    }

    @Test
    void letsNobodyInWithAWrongPassword() {
        var wrong = Map.of(
                "kafka.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"modality\" password=\"x\";");

        assertThatThrownBy(() -> as("modality", wrong).send(1))
                .hasRootCauseInstanceOf(SaslAuthenticationException.class);
    }
}
