package org.xraystream.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.xraystream.event.ModelRelease;
import picocli.CommandLine.ExitCode;

/** Says what a command has released. */
final class ReleaseDone {
    private static final Table TABLE =
            Table.of(new Table.Column("SLOT", 8), new Table.Column("VERSION", 24), new Table.Column("REASON", 0));

    private ReleaseDone() {}

    /** Prints it, and gives the exit code of a command that did what it was asked. */
    static int print(ModelRelease release, Terminal terminal, OutputOptions output) {
        String slot = release.getSlot().name().toLowerCase(Locale.ROOT);
        var object = new LinkedHashMap<String, Object>();
        object.put("slot", slot);
        object.put("version", release.getVersion());
        object.put("sha256", release.getSha256());
        object.put("releasedAt", release.getReleasedAt().toString());
        object.put("releasedBy", release.getReleasedBy());
        object.put("reason", release.getReason());
        output.printer(terminal, TABLE).print(object, List.of(slot, release.getVersion(), release.getReason()));
        return ExitCode.OK;
    }
}
