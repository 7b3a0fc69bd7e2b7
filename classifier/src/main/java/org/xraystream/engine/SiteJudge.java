package org.xraystream.engine;

import org.xraystream.image.PreparedImage;
import org.xraystream.image.Preprocessing;
import org.xraystream.model.BundleManifest;
import org.xraystream.model.Probabilities;
import org.xraystream.model.SiteCalibration;

/**
 * A model as one hospital has calibrated it. Safe for use by several threads at once, as long as the model is open.
 *
 * @param model judges
 * @param site corrects its probabilities, and with them its findings
 */
public record SiteJudge(Model model, SiteCalibration site) implements Judge {

    @Override
    public Preprocessing preprocessing() {
        return model.preprocessing();
    }

    @Override
    public Judgement judge(PreparedImage image) {
        BundleManifest manifest = model.manifest();
        Judgement ofModel = model.judge(image);
        Probabilities comparable = site.comparable(ofModel.probabilities());
        return new Judgement(
                manifest.thresholds().finding(comparable),
                site.reported(comparable, manifest.calibration().prevalence()),
                ofModel.output(),
                ofModel.likeness());
    }
}
