package org.xraystream.promotion;

/** What a {@link PromotionRule} decided, with the reason in words and numbers. */
public sealed interface Decision {

    /** Why, in one line. */
    String reason();

    /** The challenger may become champion. */
    record Promoted(String reason) implements Decision {}

    /** The champion stays. */
    record Kept(String reason) implements Decision {}
}
