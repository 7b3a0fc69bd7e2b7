package org.xraystream.containers;

import com.github.dockerjava.api.exception.NotFoundException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** For tests that need a Docker daemon and these images on it; where either is missing they are skipped, saying so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithImages.Condition.class)
@interface WithImages {
    String KAFKA = "apache/kafka:4.3.1";
    String REGISTRY = "apicurio/apicurio-registry-mem:2.6.13.Final";
    String STREAM_APP = "xraystream/stream-app:0.1.0";
    String TRAINER = "xraystream/trainer:0.1.0";
    String CLI = "xraystream/cli:0.1.0";

    /** Names of the images. */
    String[] value();

    /** Asks the daemon. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return ConditionEvaluationResult.disabled("no Docker daemon answers");
            }
            var images = List.of(context.getRequiredTestClass()
                    .getAnnotation(WithImages.class)
                    .value());
            List<String> missing =
                    images.stream().filter(image -> !isThere(image)).toList();
            return missing.isEmpty()
                    ? ConditionEvaluationResult.enabled("all images are there")
                    : ConditionEvaluationResult.disabled("the Docker daemon has no " + String.join(", ", missing)
                            + ": run deploy/images/local-base.sh and deploy/images/build.sh");
        }

        private static boolean isThere(String image) {
            try {
                DockerClientFactory.lazyClient().inspectImageCmd(image).exec();
                return true;
            } catch (NotFoundException e) {
                return false;
            }
        }
    }
}
