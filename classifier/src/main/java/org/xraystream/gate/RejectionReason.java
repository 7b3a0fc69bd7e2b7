package org.xraystream.gate;

/** Why an image is not classified; the codes are part of the product's contract. */
public enum RejectionReason {
    /** The bytes cannot be decoded: truncated, damaged or empty. */
    UNREADABLE,
    /** The bytes are of a kind that is not supported. */
    UNSUPPORTED_FORMAT,
    /** Too few pixels to see anything on. */
    TOO_SMALL,
    /** More bytes or pixels than a radiograph has; found in the header, before any pixel is decoded. */
    TOO_LARGE,
    /** All pixels are nearly the same. */
    BLANK,
    /** A colour photograph, a page of text or anything else that is no chest radiograph. */
    NOT_A_CHEST_RADIOGRAPH,
    /** The tags name another body part. */
    WRONG_BODY_PART,
    /** The tags name a view that is not frontal. */
    WRONG_VIEW
}
