package org.xraystream.modality;

import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/** Runs the gateway from modalities until it is asked to stop. */
public final class Main {

    private Main() {}

    /** Takes settings files as arguments, beside the environment. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            ModalityGateway gateway = ModalityGateway.start(Settings.load(System.getenv(), arguments));
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "shutdown"));
        } catch (InvalidSettingException | KafkaException e) {
            System.err.println("xraystream: " + e.getMessage());
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }
}
