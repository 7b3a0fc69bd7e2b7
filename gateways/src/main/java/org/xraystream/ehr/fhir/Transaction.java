package org.xraystream.ehr.fhir;

import java.util.LinkedHashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * A transaction that can be sent again without changing anything: each resource is created only where it is missing, or
 * put in the place of the one with its identity. For one thread.
 */
final class Transaction {

    /** Every resource has this search parameter; Provenance has no other that could tell one of ours. */
    private static final String TAG = "_tag";

    private static final String IDENTIFIER = "identifier";

    private final Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    private final Set<String> addresses = new LinkedHashSet<>();

    /** Adds what never changes once it is there. The resource carries the identity among its identifiers. */
    Reference createUnlessThere(Resource resource, Identity identity) {
        return create(resource, identity, IDENTIFIER);
    }

    /** The same for a resource that carries the identity as a tag. */
    Reference createUnlessTagged(Resource resource, Identity identity) {
        resource.getMeta().addTag().setSystem(identity.system()).setCode(identity.value());
        return create(resource, identity, TAG);
    }

    private Reference create(Resource resource, Identity identity, String parameter) {
        if (isNew(resource, identity)) {
            entry(resource, identity)
                    .getRequest()
                    .setMethod(HTTPVerb.POST)
                    .setUrl(resource.fhirType())
                    .setIfNoneExist(identity.query(parameter));
        }
        return reference(resource, identity);
    }

    /** Adds what is put in the place of what was said before. The resource carries the identity among its identifiers. */
    Reference put(Resource resource, Identity identity) {
        if (isNew(resource, identity)) {
            entry(resource, identity)
                    .getRequest()
                    .setMethod(HTTPVerb.PUT)
                    .setUrl(resource.fhirType() + "?" + identity.query(IDENTIFIER));
        }
        return reference(resource, identity);
    }

    private boolean isNew(Resource resource, Identity identity) {
        return addresses.add(identity.uuid(resource.fhirType()));
    }

    private BundleEntryComponent entry(Resource resource, Identity identity) {
        return bundle.addEntry().setFullUrl(identity.uuid(resource.fhirType())).setResource(resource);
    }

    private static Reference reference(Resource resource, Identity identity) {
        return new Reference(identity.uuid(resource.fhirType()));
    }

    Bundle bundle() {
        return bundle;
    }
}
