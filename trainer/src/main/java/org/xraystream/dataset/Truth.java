package org.xraystream.dataset;

import java.util.Optional;
import org.xraystream.model.Category;

/** What a labelled image shows, as far as anybody noted it. */
public enum Truth {
    NORMAL,
    BACTERIAL_PNEUMONIA,
    VIRAL_PNEUMONIA,
    /** Pneumonia, and nobody noted of which kind. */
    PNEUMONIA;

    /** The truth of an image whose category is known. */
    public static Truth of(Category category) {
        return valueOf(category.name());
    }

    /** Whether it is pneumonia, of whatever kind. */
    public boolean isPneumonia() {
        return this != NORMAL;
    }

    /** The category, unless it is pneumonia of a kind that nobody noted. */
    public Optional<Category> category() {
        return this == PNEUMONIA ? Optional.empty() : Optional.of(Category.valueOf(name()));
    }

    /**
     * What a network that knew the truth would give this category; over all categories it adds up to one. Pneumonia of
     * unknown kind is as likely the one as the other.
     */
    public float target(Category category) {
        if (this == PNEUMONIA) {
            return category == Category.NORMAL ? 0 : 0.5f;
        }
        return this == of(category) ? 1 : 0;
    }

    /** The same, without the kind of pneumonia. */
    public Truth withoutKind() {
        return isPneumonia() ? PNEUMONIA : NORMAL;
    }
}
