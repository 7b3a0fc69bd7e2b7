package org.xraystream.service.release;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Optional;
import org.xraystream.event.ModelRelease;
import org.xraystream.event.ModelSlot;
import org.xraystream.model.ModelBundle;
import org.xraystream.registry.SchemaRegistry;
import org.xraystream.service.settings.Connection;

/**
 * Where a person looks at the releases, approves a challenger, takes a champion back or releases a model of their own.
 * Each act is one more release; nothing is ever erased.
 *
 * <p>Thread-safe; two who act at the same moment may both succeed, and the later release stands.
 */
public final class ReleaseDesk implements AutoCloseable {

    private final ReleaseArchive archive;
    private final ModelPublisher publisher;
    private final String account;

    /**
     * A desk.
     *
     * @param account who acts
     */
    public ReleaseDesk(Connection connection, SchemaRegistry registry, Clock clock, String account) {
        this.archive = new ReleaseArchive(connection, registry);
        this.publisher = new ModelPublisher(connection, registry, clock, account);
        this.account = account;
    }

    /** All releases, without their bundles. */
    public ReleaseHistory history() {
        var releases = new ArrayList<ModelRelease>();
        archive.read(release -> releases.add(ModelRelease.newBuilder(release)
                .setBundle(ByteBuffer.allocate(0))
                .build()));
        return new ReleaseHistory(releases);
    }

    /**
     * Makes a challenger champion that passed the comparison and waits for that.
     *
     * @throws ReleaseRefusedException if it does not wait, or the champion it was compared with is no longer in force
     */
    public ModelRelease approve(String version) throws ReleaseRefusedException, InterruptedException {
        ReleaseHistory history = history();
        ModelRelease waiting = history.newest(version).orElseThrow(() -> unknown(version));
        if (!waiting.getAwaitsApproval()) {
            throw new ReleaseRefusedException(version + " does not wait for approval: it was released as "
                    + waiting.getSlot() + ", " + waiting.getReason());
        }
        String champion = history.champion();
        if (!champion.equals(waiting.getChallenged())) {
            throw new ReleaseRefusedException(version + " was compared with " + waiting.getChallenged()
                    + ", but by now the champion is " + champion);
        }
        return again(version, "approved by " + account + ": " + waiting.getReason());
    }

    /**
     * Makes an earlier champion champion again.
     *
     * @param version which; else the one before the present one
     * @param why in words
     * @throws ReleaseRefusedException if there is no such release, or it is the champion already
     */
    public ModelRelease rollback(Optional<String> version, String why)
            throws ReleaseRefusedException, InterruptedException {
        ReleaseHistory history = history();
        if (history.newest(ModelSlot.CHAMPION).isEmpty()) {
            throw new ReleaseRefusedException("no champion has been released: there is nothing to take back");
        }
        String shipped = ModelBundle.shipped().manifest().version();
        String champion = history.champion();
        String target = version.orElseGet(
                () -> history.beforeChampion().map(ModelRelease::getVersion).orElse(shipped));
        if (target.equals(champion)) {
            throw new ReleaseRefusedException(target + " is the champion already");
        }
        String reason = "rolled back from " + champion + " by " + account + ": " + why;
        if (wasChampion(history, target)) {
            return again(target, reason);
        }
        if (target.equals(shipped)) {
            return publisher.publish(publisher
                    .draft(ModelSlot.CHAMPION, ModelBundle.shipped(), reason)
                    .build());
        }
        if (history.newest(target).isEmpty()) {
            throw unknown(target);
        }
        throw new ReleaseRefusedException(target + " was never champion: approve it, or release its bundle");
    }

    /**
     * Releases a model that somebody brings, without comparing it with anything.
     *
     * @param why in words
     */
    public ModelRelease release(ModelSlot slot, ModelBundle bundle, String why) throws InterruptedException {
        return publisher.publish(publisher
                .draft(slot, bundle, "released by " + account + ": " + why)
                .build());
    }

    private static boolean wasChampion(ReleaseHistory history, String version) {
        return history.releases().stream()
                .anyMatch(release -> release.getSlot() == ModelSlot.CHAMPION
                        && release.getVersion().equals(version));
    }

    private ModelRelease again(String version, String reason) throws ReleaseRefusedException, InterruptedException {
        var newest = new ArrayDeque<ModelRelease>(1);
        archive.read(release -> {
            if (release.getVersion().equals(version)) {
                newest.clear();
                newest.add(release);
            }
        });
        if (newest.isEmpty()) {
            throw unknown(version);
        }
        ModelRelease release = newest.remove();
        return publisher.publish(publisher.again(release, reason).build());
    }

    private static ReleaseRefusedException unknown(String version) {
        return new ReleaseRefusedException("no release of version " + version + " is known");
    }

    @Override
    public void close() {
        publisher.close();
    }
}
