package org.xraystream.training;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.xraystream.model.ZipArchive;
import org.xraystream.training.TrainingProgress.Epoch;

/**
 * Where a long training keeps its state between epochs, so that it can be cut off: weights, Adam's moments, the averaged
 * weights and the epochs done. Written beside and moved into place, so a file that is there is whole. It belongs to one
 * run, known by a word of the caller's, and no other can go on from it.
 *
 * @param file replaced after each epoch
 */
public record Checkpoint(Path file) {

    private static final ObjectMapper JSON = new ObjectMapper();

    void save(String run, ComputationGraph network, WeightAverage average, List<Epoch> history) {
        try {
            byte[] zip = ZipArchive.write(Map.of(
                    "run.json", JSON.writeValueAsBytes(run),
                    "weights.bin", bytes(network.params()),
                    "updater.bin", bytes(network.getUpdater().getStateViewArray()),
                    "average.bin", bytes(average.weights()),
                    "steps.json", JSON.writeValueAsBytes(average.steps()),
                    "history.json", JSON.writeValueAsBytes(history)));
            Path beside = file.resolveSibling(file.getFileName() + ".new");
            Files.write(beside, zip);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint " + file, e);
        }
    }

    /**
     * Puts the state back and gives the epochs done; empty if there is no checkpoint yet.
     *
     * @throws ForeignCheckpointException if the checkpoint belongs to another run
     */
    Optional<List<Epoch>> restore(String run, ComputationGraph network, WeightAverage average) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Map<String, byte[]> entries = ZipArchive.read(Files.readAllBytes(file));
            String found = JSON.readValue(entry(entries, "run.json"), String.class);
            if (!found.equals(run)) {
                throw new ForeignCheckpointException(file, found, run);
            }
            long steps = JSON.readValue(entry(entries, "steps.json"), Long.class);
            try (INDArray weights = array(entry(entries, "weights.bin"));
                    INDArray updater = array(entry(entries, "updater.bin"));
                    INDArray averaged = array(entry(entries, "average.bin"))) {
                network.params().assign(weights);
                network.getUpdater().getStateViewArray().assign(updater);
                average.restore(averaged, steps);
            }
            network.getConfiguration().setIterationCount(Math.toIntExact(steps));
            return Optional.of(JSON.readValue(entry(entries, "history.json"), new TypeReference<List<Epoch>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the checkpoint " + file, e);
        }
    }

    private static byte[] entry(Map<String, byte[]> entries, String name) throws IOException {
        return Objects.requireNonNull(entries.get(name), () -> "the checkpoint has no " + name);
    }

    private static byte[] bytes(INDArray array) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Nd4j.write(array, out);
        }
        return bytes.toByteArray();
    }

    private static INDArray array(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return Nd4j.read(in);
        }
    }
}
