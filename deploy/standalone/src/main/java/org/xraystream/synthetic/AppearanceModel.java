package org.xraystream.synthetic;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.xraystream.model.Category;

/**
 * How radiographs of each category look, as statistics over many of them: what {@link SyntheticModelFitter} writes and
 * {@link SyntheticRadiographs} draws from.
 *
 * @param side rows and columns of the images described
 * @param appearances by category, all of them
 */
record AppearanceModel(int side, Map<Category, Appearance> appearances) {
    private static final int MAGIC = 0x58_41_4d_31; // XAM1
    private static final int LARGEST_SIDE = 1024;

    AppearanceModel {
        appearances = Map.copyOf(appearances);
        for (Category category : Category.values()) {
            if (!appearances.containsKey(category)) {
                throw new IllegalArgumentException("appearances: " + category + " is missing");
            }
        }
    }

    Appearance of(Category category) {
        Appearance appearance = appearances.get(category);
        if (appearance == null) {
            throw new IllegalStateException("All categories are there, and yet not " + category);
        }
        return appearance;
    }

    void write(OutputStream stream) throws IOException {
        try (var out = new DataOutputStream(new DeflaterOutputStream(stream))) {
            out.writeInt(MAGIC);
            out.writeInt(side);
            for (Category category : Category.values()) {
                of(category).write(out);
            }
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it is something else
     */
    static AppearanceModel read(InputStream stream) throws IOException {
        var in = new DataInputStream(new InflaterInputStream(stream));
        if (in.readInt() != MAGIC) {
            throw new IOException("This is no appearance model");
        }
        int side = in.readInt();
        if (side < 1 || side > LARGEST_SIDE) {
            throw new IOException("Side of an appearance model: " + side);
        }
        var appearances = new EnumMap<Category, Appearance>(Category.class);
        for (Category category : Category.values()) {
            appearances.put(category, Appearance.read(in, side));
        }
        return new AppearanceModel(side, appearances);
    }
}
