package org.xraystream.service.release;

import java.util.List;
import java.util.Optional;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.ModelBundle;

/**
 * What has been released, and what follows from it. Which release a service serves it does not know: one that does not
 * load is refused, and the one before serves on.
 *
 * @param releases oldest first
 */
public record ReleaseHistory(List<ModelRelease> releases) {

    public ReleaseHistory {
        releases = List.copyOf(releases);
    }

    /** The newest release of a slot. */
    public Optional<ModelRelease> newest(ModelSlot slot) {
        return releases.stream().filter(release -> release.getSlot() == slot).reduce((older, newer) -> newer);
    }

    /** The newest release of a version, into whichever slot. */
    public Optional<ModelRelease> newest(String version) {
        return releases.stream()
                .filter(release -> release.getVersion().equals(version))
                .reduce((older, newer) -> newer);
    }

    /** The version that was made champion last; the one shipped with the software where none was. */
    public String champion() {
        return newest(ModelSlot.CHAMPION)
                .map(ModelRelease::getVersion)
                .orElseGet(() -> ModelBundle.shipped().manifest().version());
    }

    /**
     * Whether a release may become champion as soon as a person says so: it passed the comparison, with the champion that
     * is still there, and its version has not been released anew since.
     */
    public boolean awaitsApproval(ModelRelease release) {
        return release.getAwaitsApproval()
                && champion().equals(release.getChallenged())
                && newest(release.getVersion()).filter(release::equals).isPresent();
    }

    /**
     * The champion to go back to: the one in force before the present one first was. Rolling back twice thus goes two steps
     * back, and not to the model that was just taken away. Empty where that is the model shipped with the software.
     */
    public Optional<ModelRelease> beforeChampion() {
        List<ModelRelease> champions = releases.stream()
                .filter(release -> release.getSlot() == ModelSlot.CHAMPION)
                .toList();
        return newest(ModelSlot.CHAMPION)
                .flatMap(champion -> champions.stream()
                        .takeWhile(release -> !release.getVersion().equals(champion.getVersion()))
                        .reduce((older, newer) -> newer));
    }
}
