package org.xraystream.synthetic;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How radiographs of one category look: a mean, the principal directions in which they differ from it, and the grain that
 * these directions leave out. All in grey levels (0 to 255) on a square grid, row by row.
 *
 * @param mean the mean image
 * @param components the principal components, each as long as its standard deviation
 * @param grain the rest
 */
record Appearance(float[] mean, List<float[]> components, Grain grain) {
    private static final int MOST_COMPONENTS = 1000;

    Appearance {
        components = List.copyOf(components);
    }

    void write(DataOutputStream out) throws IOException {
        Quantised.write(mean, out);
        out.writeInt(components.size());
        for (float[] component : components) {
            Quantised.write(component, out);
        }
        grain.write(out);
    }

    static Appearance read(DataInputStream in, int side) throws IOException {
        float[] mean = Quantised.read(in, side);
        int count = in.readInt();
        if (count < 0 || count > MOST_COMPONENTS) {
            throw new IOException("Number of components: " + count);
        }
        var components = new ArrayList<float[]>();
        for (int i = 0; i < count; i++) {
            components.add(Quantised.read(in, side));
        }
        return new Appearance(mean, components, Grain.read(in));
    }
}
