package org.xraystream.network;

import java.lang.reflect.Field;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNBatchNormHelper;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.floating.SquaredNorm;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Batch normalisation by oneDNN that finds the variance of a batch as the mean of the squares less the square of the mean,
 * image by image and then over the images, which keeps the sums short and thereby exact to seven digits.
 *
 * <p>Deeplearning4j's own helper asks ND4J for the variance, whose running moments take eight times as long as a mean: a
 * seventh of a training.
 *
 * <p>One for each layer; not thread-safe.
 */
final class FastBatchNormHelper extends MKLDNNBatchNormHelper {

    private static final Field HELPER = field(BatchNormalization.class, "helper");
    private static final Field MEANS = field(MKLDNNBatchNormHelper.class, "meanCache");
    private static final Field VARIANCES = field(MKLDNNBatchNormHelper.class, "varCache");
    private static final int[] WITHIN_AN_IMAGE = {2, 3};

    private Optional<Room> room = Optional.empty();

    /** Where a batch is measured; the way back, and the layer's running mean and variance, read the last two there. */
    private record Room(INDArray meansOfImages, INDArray squaresOfImages, INDArray means, INDArray variances) {

        static Room of(long images, long channels) {
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                return new Room(
                        Nd4j.createUninitialized(DataType.FLOAT, images, channels),
                        Nd4j.createUninitialized(DataType.FLOAT, images, channels),
                        Nd4j.createUninitialized(DataType.FLOAT, channels),
                        Nd4j.createUninitialized(DataType.FLOAT, channels));
            }
        }

        boolean fits(INDArray x) {
            return meansOfImages.size(0) == x.size(0) && meansOfImages.size(1) == x.size(1);
        }
    }

    private FastBatchNormHelper() {
        super(DataType.FLOAT);
    }

    /** Gives one to every layer of the network that normalises by oneDNN. */
    static void installIn(ComputationGraph network) {
        for (Layer layer : network.getLayers()) {
            if (layer instanceof BatchNormalization normalization
                    && normalization.getHelper() instanceof MKLDNNBatchNormHelper) {
                set(HELPER, normalization, new FastBatchNormHelper());
            }
        }
    }

    @Override
    public INDArray preOutput(
            INDArray x,
            boolean training,
            long[] shape,
            INDArray gamma,
            INDArray beta,
            INDArray mean,
            INDArray var,
            double decay,
            double eps,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaces) {
        if (!training || x.rank() != 4 || format != CNN2DFormat.NCHW || x.dataType() != DataType.FLOAT) {
            return super.preOutput(x, training, shape, gamma, beta, mean, var, decay, eps, format, workspaces);
        }
        Room measured = measure(x);
        return super.preOutput(
                x, false, shape, gamma, beta, measured.means, measured.variances, decay, eps, format, workspaces);
    }

    private Room measure(INDArray x) {
        Room room = roomFor(x);
        x.mean(room.meansOfImages, WITHIN_AN_IMAGE);
        room.meansOfImages.mean(room.means, 0);
        Nd4j.exec(new SquaredNorm(x, room.squaresOfImages, false, WITHIN_AN_IMAGE));
        room.squaresOfImages.mean(room.variances, 0);
        room.variances.divi(x.size(2) * x.size(3)).subi(room.means.mul(room.means));
        Transforms.max(room.variances, 0, false);
        return room;
    }

    private Room roomFor(INDArray x) {
        if (room.filter(known -> known.fits(x)).isEmpty()) {
            Room fitting = Room.of(x.size(0), x.size(1));
            set(MEANS, this, fitting.means);
            set(VARIANCES, this, fitting.variances);
            room = Optional.of(fitting);
        }
        return room.orElseThrow();
    }

    private static Field field(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("not the Deeplearning4j that this was written for", e);
        }
    }

    private static void set(Field field, Object owner, Object value) {
        try {
            field.set(owner, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("not the Deeplearning4j that this was written for", e);
        }
    }
}
