package org.xraystream.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.xraystream.gate.QualityFlag.AGE_UNKNOWN;
import static org.xraystream.gate.QualityFlag.LOW_CONTRAST;
import static org.xraystream.gate.QualityFlag.LOW_RESOLUTION;
import static org.xraystream.gate.QualityFlag.OUTSIDE_INTENDED_USE;
import static org.xraystream.gate.QualityFlag.UNUSUAL_IMAGE;
import static org.xraystream.gate.QualityFlag.VIEW_UNKNOWN;
import static org.xraystream.gate.RejectionReason.BLANK;
import static org.xraystream.gate.RejectionReason.NOT_A_CHEST_RADIOGRAPH;
import static org.xraystream.gate.RejectionReason.TOO_LARGE;
import static org.xraystream.gate.RejectionReason.TOO_SMALL;
import static org.xraystream.gate.RejectionReason.UNREADABLE;
import static org.xraystream.gate.RejectionReason.UNSUPPORTED_FORMAT;
import static org.xraystream.gate.RejectionReason.WRONG_BODY_PART;
import static org.xraystream.gate.RejectionReason.WRONG_VIEW;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xraystream.gate.AcquisitionTags;
import org.xraystream.gate.Likeness;
import org.xraystream.gate.QualityFlag;
import org.xraystream.gate.RejectionReason;
import org.xraystream.image.EncodedImage;
import org.xraystream.image.TestScans;
import org.xraystream.model.Finding;

class ScanReaderTest {
    private static final AcquisitionTags CHILD = tags("CHEST", "AP", 40);

    private final ScanReader reader = ScanReader.ofPaediatricChests();

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("truncated JPEG", TestScans.truncatedJpeg(), UNREADABLE),
                arguments("damaged JPEG", TestScans.damagedJpeg(), UNREADABLE),
                arguments("truncated PNG", TestScans.truncatedPng(), UNREADABLE),
                arguments("damaged PNG", TestScans.damagedPng(), UNREADABLE),
                arguments("empty payload", TestScans.emptyPayload(), UNREADABLE),
                arguments("text named JPEG", TestScans.textNamedJpeg(), UNSUPPORTED_FORMAT),
                arguments("CMYK JPEG", TestScans.cmykJpeg(), UNSUPPORTED_FORMAT),
                arguments("huge PNG", TestScans.hugePng(), TOO_LARGE),
                arguments("one pixel", TestScans.onePixelPng(), TOO_SMALL),
                arguments("all black", TestScans.allBlack(), BLANK),
                arguments("colour photograph", TestScans.colourPhotograph(), NOT_A_CHEST_RADIOGRAPH),
                arguments("page of text", TestScans.textPage(), NOT_A_CHEST_RADIOGRAPH),
                arguments("noise", TestScans.noise(), NOT_A_CHEST_RADIOGRAPH),
                arguments("ribbon", TestScans.ribbon(), NOT_A_CHEST_RADIOGRAPH));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWithTheReason(String name, EncodedImage image, RejectionReason reason) {
        Reading reading = reader.read(image, CHILD, FixedJudge.NORMAL);

        assertThat(reading).isInstanceOfSatisfying(Reading.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.detail()).isNotBlank();
        });
    }

    static Stream<Arguments> classified() {
        return Stream.of(
                arguments("grey JPEG", TestScans.greyJpeg(), CHILD, Set.of()),
                arguments("colour-coded grey JPEG", TestScans.colourCodedGreyJpeg(), CHILD, Set.of()),
                arguments("RGB JPEG", TestScans.adobeRgbJpeg(), CHILD, Set.of()),
                arguments("8-bit PNG", TestScans.png8(), CHILD, Set.of()),
                arguments("16-bit PNG", TestScans.png16(), CHILD, Set.of()),
                arguments("small", TestScans.smallPng(), CHILD, Set.of(LOW_RESOLUTION)),
                arguments("washed out", TestScans.washedOutPng(), CHILD, Set.of(LOW_CONTRAST)),
                arguments("no tags", TestScans.png8(), AcquisitionTags.NONE, Set.of(AGE_UNKNOWN, VIEW_UNKNOWN)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classified")
    void classifiesWithItsFlags(String name, EncodedImage image, AcquisitionTags tags, Set<QualityFlag> flags) {
        Reading reading = reader.read(image, tags, FixedJudge.NORMAL);

        assertThat(reading).isInstanceOfSatisfying(Reading.Classified.class, classified -> {
            assertThat(classified.finding()).isEqualTo(Finding.NORMAL);
            assertThat(classified.probabilities()).isEqualTo(FixedJudge.NORMAL.probabilities());
            assertThat(classified.flags()).isEqualTo(flags);
            assertThat(classified.prepared().width()).isEqualTo(128);
        });
    }

    @Test
    void leavesChildrenOutsideTheIntendedUseToAPerson() {
        Reading reading = reader.read(TestScans.png8(), tags("CHEST", "PA", 11), FixedJudge.NORMAL);

        assertThat(reading).isInstanceOfSatisfying(Reading.Classified.class, classified -> {
            assertThat(classified.finding()).isEqualTo(Finding.UNCERTAIN);
            assertThat(classified.flags()).containsExactly(OUTSIDE_INTENDED_USE);
        });
    }

    @Test
    void leavesUnusualImagesToAPerson() {
        Reading reading = reader.read(TestScans.png8(), CHILD, FixedJudge.finding(new Likeness(1.15, -1)));

        assertThat(reading).isInstanceOfSatisfying(Reading.Classified.class, classified -> {
            assertThat(classified.finding()).isEqualTo(Finding.UNCERTAIN);
            assertThat(classified.flags()).containsExactly(UNUSUAL_IMAGE);
        });
    }

    @Test
    void refusesWhatTheModelHasNeverSeenTheLikeOf() {
        Reading reading = reader.read(TestScans.png8(), CHILD, FixedJudge.finding(new Likeness(1.5, -1)));

        assertThat(reading).isInstanceOfSatisfying(Reading.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(NOT_A_CHEST_RADIOGRAPH);
            assertThat(rejected.detail()).contains("unlike the radiographs");
        });
    }

    @Test
    void classifiesWhatIsLikeTheRadiographsOfTheModel() {
        Reading reading = reader.read(TestScans.png8(), CHILD, FixedJudge.finding(new Likeness(0.7, -0.9)));

        assertThat(reading).isInstanceOfSatisfying(Reading.Classified.class, classified -> {
            assertThat(classified.finding()).isEqualTo(Finding.NORMAL);
            assertThat(classified.flags()).isEmpty();
        });
    }

    @Test
    void believesTheTagsBeforeItDecodes() {
        Reading hand = reader.read(TestScans.emptyPayload(), tags("HAND", "PA", 40), FixedJudge.NORMAL);
        Reading lateral = reader.read(TestScans.emptyPayload(), tags("CHEST", "LL", 40), FixedJudge.NORMAL);

        assertThat(hand).extracting("reason").isEqualTo(WRONG_BODY_PART);
        assertThat(lateral).extracting("reason").isEqualTo(WRONG_VIEW);
    }

    private static AcquisitionTags tags(String bodyPart, String view, int ageMonths) {
        return new AcquisitionTags(Optional.of(bodyPart), Optional.of(view), OptionalInt.of(ageMonths));
    }
}
