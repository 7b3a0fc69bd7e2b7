package org.xraystream.modality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.xraystream.event.View;
import org.xraystream.image.TestScans;

class AcquisitionTest {
    private static final byte[] SECRET = "a secret of the site".getBytes(UTF_8);
    private static final Acquisition ACQUISITION =
            new Acquisition("pseudonym", "north", OptionalInt.empty(), View.AP, Instant.EPOCH);

    @Test
    void derivesTheScanIdFromTheContent() {
        // The first 16 bytes of the SHA-256 of "abc", ba7816bf 8f01cfea 414140de 5dae2223, with version 8 and variant
        // set.
        assertThat(ScanId.of("abc".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("2.25." + new BigInteger("ba7816bf8f018fea814140de5dae2223", 16));
    }

    @Test
    void prefersTheScanIdThatItIsGiven() throws Exception {
        assertThat(ACQUISITION.scanOf(Optional.of("1.2.3"), new byte[1]).getScanId())
                .isEqualTo("1.2.3");
    }

    @Test
    void knowsTheContentTypeByTheFirstBytes() {
        byte[] dicom = new byte[132];
        System.arraycopy("DICM".getBytes(UTF_8), 0, dicom, 128, 4);

        assertThat(ContentType.of(TestScans.greyJpeg().content())).isEqualTo("image/jpeg");
        assertThat(ContentType.of(TestScans.png16().content())).isEqualTo("image/png");
        assertThat(ContentType.of(dicom)).isEqualTo("application/dicom");
        assertThat(ContentType.of(TestScans.textNamedJpeg().content())).isEqualTo("application/octet-stream");
        assertThat(ContentType.of(new byte[0])).isEqualTo("application/octet-stream");
    }

    @Test
    void refusesWhatNoEventCarries() {
        assertThatThrownBy(() -> ACQUISITION.scanOf(Optional.empty(), new byte[Acquisition.MAX_IMAGE_BYTES + 1]))
                .isInstanceOf(RefusedImageException.class)
                .hasMessageContaining(String.valueOf(Acquisition.MAX_IMAGE_BYTES));
    }

    @Test
    void givesAPatientOnePseudonymUnderOneSecret() {
        // HMAC-SHA256, test case 2 of RFC 4231 with its key made long enough by zeros, which HMAC's padding adds
        // anyway.
        byte[] key = new byte[16];
        System.arraycopy("Jefe".getBytes(UTF_8), 0, key, 0, 4);

        assertThat(new Pseudonyms(key).of("what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(new Pseudonyms(SECRET).of("child")).isNotEqualTo(new Pseudonyms(key).of("child"));
    }

    @Test
    void refusesASecretThatIsEasilyTried() {
        assertThatThrownBy(() -> new Pseudonyms("short".getBytes(UTF_8))).isInstanceOf(IllegalArgumentException.class);
    }
}
