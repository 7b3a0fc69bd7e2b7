package org.xraystream.retraining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xraystream.dataset.Example;
import org.xraystream.dataset.LabelledData;
import org.xraystream.dataset.Split;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;

/**
 * The labelled radiographs that the operator gives beside those of the site: what the champion must not forget. They are
 * divided as those of the shipped model were, so that what is held out here was held out from it too.
 *
 * <p>Read when first asked for, and kept. For one thread.
 */
final class BaseData {

    private static final Logger log = LoggerFactory.getLogger(BaseData.class);

    private final Optional<LabelledData> data;
    private final Split split;
    private Optional<Parts> read = Optional.empty();
    private int sideRead;

    BaseData(Optional<LabelledData> data, Split split) {
        this.data = data;
        this.split = split;
    }

    /**
     * Both empty where there is no base data.
     *
     * @param training may be trained on
     * @param heldOut never is
     */
    record Parts(List<Example> training, List<Example> heldOut) {
        Parts {
            training = List.copyOf(training);
            heldOut = List.copyOf(heldOut);
        }
    }

    /**
     * The data that the setting {@code retraining.base-data} names: a folder in the layout of Kaggle's data set, or a
     * PneumoniaMNIST archive; none without it.
     *
     * @throws InvalidSettingException if there is no such thing
     */
    static BaseData from(Settings settings, Split split) {
        return new BaseData(settings.find("retraining.base-data").map(BaseData::open), split);
    }

    private static LabelledData open(String path) {
        try {
            LabelledData data = LabelledData.at(Path.of(path));
            if (data.size() == 0) {
                throw new InvalidSettingException("retraining.base-data=" + path + ": holds no radiographs");
            }
            return data;
        } catch (IOException e) {
            throw new InvalidSettingException("retraining.base-data=" + path + ": cannot be read: " + e.getMessage());
        }
    }

    /** @param side rows and columns of the examples */
    Parts parts(int side) {
        if (read.isEmpty() || sideRead != side) {
            read = Optional.of(data.map(from -> read(from, side)).orElse(new Parts(List.of(), List.of())));
            sideRead = side;
        }
        return read.get();
    }

    private Parts read(LabelledData from, int side) {
        try {
            LabelledData.Contents contents = from.read(side, (files, of) -> {});
            Split.Parts parts = split.split(contents.examples());
            log.atInfo()
                    .addKeyValue("training", parts.training().size())
                    .addKeyValue("validation", parts.validation().size())
                    .addKeyValue("test", parts.test().size())
                    .addKeyValue("leftOut", contents.problems().size())
                    .log("base data read");
            return new Parts(
                    parts.training(),
                    Stream.concat(parts.validation().stream(), parts.test().stream())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the base data cannot be read", e);
        }
    }
}
