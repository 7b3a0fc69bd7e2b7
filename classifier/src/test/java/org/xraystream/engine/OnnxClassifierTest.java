package org.xraystream.engine;

import org.xraystream.model.ModelBundle;

class OnnxClassifierTest extends ClassifierContract {

    @Override
    Classifier open(ModelBundle bundle) throws Exception {
        return new OnnxClassifier(bundle.onnx(), bundle.preprocessing());
    }
}
