package org.xraystream.engine;

import org.xraystream.model.ModelBundle;

class Dl4jClassifierTest extends ClassifierContract {

    @Override
    Classifier open(ModelBundle bundle) throws Exception {
        return new Dl4jClassifier(bundle.network(), bundle.preprocessing(), 3);
    }
}
