package org.xraystream.synthetic;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The principal components of images, by the eigenvectors of their Gram matrix (there are fewer images than pixels:
 * Turk and Pentland, "Eigenfaces for Recognition", 1991).
 *
 * @param mean the mean image
 * @param components by falling variance, each as long as its standard deviation
 * @param residuals what is left of each image without mean and components
 * @param explained share of the variance in the components
 * @param largestInfluence the most that one image contributes to the variance along one component, as a share of it
 */
record PrincipalComponents(
        float[] mean, List<float[]> components, List<float[]> residuals, double explained, double largestInfluence) {

    /** Takes memory of about three times the images. */
    static PrincipalComponents of(List<float[]> images, int count) {
        try (INDArray centred = Nd4j.create(images.toArray(new float[0][]));
                INDArray mean = centred.mean(0)) {
            centred.subiRowVector(mean);
            try (INDArray gram = centred.mmul(centred.transpose()).castTo(DataType.DOUBLE)) {
                // Overwrites the matrix with the eigenvectors, the largest last.
                try (INDArray eigenvalues = Eigen.symmetricGeneralizedEigenvalues(gram, true)) {
                    return leading(centred, mean, gram, eigenvalues, count);
                }
            }
        }
    }

    private static PrincipalComponents leading(
            INDArray centred, INDArray mean, INDArray vectors, INDArray values, int count) {
        int images = centred.rows();
        var last = NDArrayIndex.interval(images - count, images);
        try (INDArray unit = vectors.get(NDArrayIndex.all(), last).castTo(DataType.FLOAT);
                // Scores of the images along components of unit length, then the components times those lengths.
                INDArray scaled = unit.transpose().mmul(centred);
                INDArray explained = unit.mmul(scaled)) {
            double variance = values.sumNumber().doubleValue();
            double kept = values.get(last).sumNumber().doubleValue();
            double influence = unit.mul(unit).maxNumber().doubleValue();
            centred.subi(explained);
            scaled.divi(Math.sqrt(images));
            var components = new ArrayList<float[]>();
            for (int k = count - 1; k >= 0; k--) {
                components.add(scaled.getRow(k).toFloatVector());
            }
            var residuals = new ArrayList<float[]>();
            for (int i = 0; i < images; i++) {
                residuals.add(centred.getRow(i).toFloatVector());
            }
            return new PrincipalComponents(mean.toFloatVector(), components, residuals, kept / variance, influence);
        }
    }
}
