package org.xraystream.faults;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What happens to bytes on their way: some change, some are missing, some come twice, lengths say what is not true. */
enum Mutation {
    FLIP_BITS {
        @Override
        byte[] of(byte[] bytes, RandomGenerator random) {
            byte[] mutated = bytes.clone();
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return mutated;
        }
    },
    /** Where formats keep their lengths and types. */
    SPOIL_THE_HEAD {
        @Override
        byte[] of(byte[] bytes, RandomGenerator random) {
            byte[] mutated = bytes.clone();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                mutated[random.nextInt(Math.min(64, mutated.length))] =
                        (byte) EXTREMES[random.nextInt(EXTREMES.length)];
            }
            return mutated;
        }
    },
    CUT {
        @Override
        byte[] of(byte[] bytes, RandomGenerator random) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
    },
    BLANK_A_BLOCK {
        @Override
        byte[] of(byte[] bytes, RandomGenerator random) {
            byte[] mutated = bytes.clone();
            int from = random.nextInt(mutated.length);
            Arrays.fill(
                    mutated, from, Math.min(mutated.length, from + 1 + random.nextInt(512)), (byte) random.nextInt());
            return mutated;
        }
    },
    REPEAT_A_BLOCK {
        @Override
        byte[] of(byte[] bytes, RandomGenerator random) {
            int from = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - from, 1 + random.nextInt(512));
            byte[] mutated = Arrays.copyOf(bytes, bytes.length + length);
            System.arraycopy(bytes, from, mutated, from + length, bytes.length - from);
            return mutated;
        }
    },
    LEAVE_OUT_A_BLOCK {
        @Override
        byte[] of(byte[] bytes, RandomGenerator random) {
            int from = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - from, 1 + random.nextInt(512));
            byte[] mutated = Arrays.copyOf(bytes, bytes.length - length);
            System.arraycopy(bytes, from + length, mutated, from, bytes.length - from - length);
            return mutated;
        }
    };

    private static final int[] EXTREMES = {0, 1, 0x7f, 0x80, 0xfe, 0xff};

    /** Other bytes than these, at least one. */
    abstract byte[] of(byte[] bytes, RandomGenerator random);
}
