package org.xraystream.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xraystream.gate.QualityFlag.AGE_UNKNOWN;
import static org.xraystream.gate.QualityFlag.LOW_CONTRAST;
import static org.xraystream.gate.QualityFlag.LOW_RESOLUTION;
import static org.xraystream.gate.QualityFlag.OUTSIDE_INTENDED_USE;
import static org.xraystream.gate.QualityFlag.VIEW_UNKNOWN;

import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputGateTest {
    private static final PixelStatistics RADIOGRAPH = new PixelStatistics(1400, 1000, 0, 5, 215, 0.75, 0.98);

    private final InputGate gate = new InputGate(IntendedUse.PAEDIATRIC_CHEST);

    @ParameterizedTest
    @CsvSource({"CHEST,AP", "chest,pa", "THORAX,' AP '", "'',''"})
    void passesFrontalChests(String bodyPart, String view) {
        assertThatCode(() -> gate.checkTags(tags(bodyPart, view, 30))).doesNotThrowAnyException();
    }

    @Test
    void passesScansWithoutTags() {
        assertThatCode(() -> gate.checkTags(AcquisitionTags.NONE)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"HAND,PA,WRONG_BODY_PART", "ABDOMEN,AP,WRONG_BODY_PART", "CHEST,LL,WRONG_VIEW", "CHEST,RLD,WRONG_VIEW"})
    void refusesOtherBodyPartsAndViews(String bodyPart, String view, RejectionReason reason) {
        assertRefused(() -> gate.checkTags(tags(bodyPart, view, 30)), reason, "none of");
    }

    @Test
    void repeatsNoTagInTheDetail() {
        assertThatThrownBy(() -> gate.checkTags(tags("DOE^JOHN", "AP", 30))).hasMessageNotContaining("DOE");
    }

    @Test
    void passesRadiographs() {
        assertThatCode(() -> gate.checkPixels(RADIOGRAPH)).doesNotThrowAnyException();
    }

    @Test
    void refusesBlankImages() {
        var pixels = new PixelStatistics(1400, 1000, 0, 100, 115, 1, 1);

        assertRefused(() -> gate.checkPixels(pixels), RejectionReason.BLANK, "15 of 255");
    }

    @ParameterizedTest
    @CsvSource({
        "1400,1000,6.1,0.75,0.98,colour",
        "1400,1000,0,0.19,0.98,page of text",
        "1400,1000,0,0.75,0.69,noise",
        "4001,1000,0,0.75,0.98,one side",
        "1000,4001,0,0.75,0.98,one side"
    })
    void refusesWhatIsNoRadiograph(
            int width, int height, double chroma, double midtones, double coherence, String detail) {
        var pixels = new PixelStatistics(width, height, chroma, 5, 215, midtones, coherence);

        assertRefused(() -> gate.checkPixels(pixels), RejectionReason.NOT_A_CHEST_RADIOGRAPH, detail);
    }

    @ParameterizedTest
    @CsvSource({"1.21,-1,distance 1.21", "0.6,0.31,upside down (turn 0.31", "NaN,NaN,no numbers"})
    void refusesWhatIsSurelyUnlikeTheRadiographsOfTheModel(double distance, double turn, String detail) {
        assertRefused(
                () -> gate.checkLikeness(new Likeness(distance, turn)), RejectionReason.NOT_A_CHEST_RADIOGRAPH, detail);
    }

    @ParameterizedTest
    @CsvSource({"0.6,-1,false", "1.1,0.1,false", "1.11,-1,true", "1.2,-1,true", "0.6,0.11,true", "0.6,0.3,true"})
    void callsUnusualWhatLiesBetween(double distance, double turn, boolean unusual) {
        Likeness likeness = new Likeness(distance, turn);

        assertThatCode(() -> gate.checkLikeness(likeness)).doesNotThrowAnyException();
        assertThat(gate.isUnusual(likeness)).isEqualTo(unusual);
    }

    @ParameterizedTest
    @CsvSource({"0,true", "11,true", "12,false", "71,false", "72,true", "960,true"})
    void knowsTheAgesOfItsIntendedUse(int ageMonths, boolean outside) {
        var flags = gate.flags(tags("CHEST", "AP", ageMonths), RADIOGRAPH, 128);

        assertThat(flags.contains(OUTSIDE_INTENDED_USE)).isEqualTo(outside);
    }

    @Test
    void flagsWhatTheTagsDoNotSay() {
        assertThat(gate.flags(AcquisitionTags.NONE, RADIOGRAPH, 128))
                .containsExactlyInAnyOrder(AGE_UNKNOWN, VIEW_UNKNOWN);
    }

    @Test
    void flagsPoorPictures() {
        var pixels = new PixelStatistics(127, 500, 0, 50, 149, 0.75, 0.98);

        assertThat(gate.flags(tags("CHEST", "AP", 30), pixels, 128))
                .containsExactlyInAnyOrder(LOW_RESOLUTION, LOW_CONTRAST);
    }

    private static void assertRefused(ThrowingCallable check, RejectionReason reason, String detail) {
        assertThatThrownBy(check).isInstanceOfSatisfying(UnacceptableImageException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.detail()).contains(detail);
        });
    }

    private static AcquisitionTags tags(String bodyPart, String view, int ageMonths) {
        return new AcquisitionTags(Optional.of(bodyPart), Optional.of(view), OptionalInt.of(ageMonths));
    }
}
