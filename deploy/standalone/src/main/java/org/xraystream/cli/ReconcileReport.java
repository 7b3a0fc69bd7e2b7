package org.xraystream.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xraystream.reconciliation.Reconciliation;
import org.xraystream.reconciliation.Reconciliation.Hour;

/** The account of all scans as {@code diagnoses --reconcile} prints it: a line for each hour, then one for all. */
final class ReconcileReport {
    static final Table TABLE = Table.of(
            new Table.Column("HOUR", 22),
            new Table.Column("SCANS", 8),
            new Table.Column("DIAGNOSED", 10),
            new Table.Column("REJECTED", 9),
            new Table.Column("DEAD LETTERS", 13),
            new Table.Column("REPEATED", 9),
            new Table.Column("UNANSWERED", 0));

    private ReconcileReport() {}

    static void print(Reconciliation account, ResultPrinter printer) {
        account.hours()
                .forEach(hour -> printer.print(
                        asObject(hour.hour().toString(), hour),
                        cells(hour.hour().toString(), hour)));
        Hour all = new Hour(
                Instant.EPOCH,
                account.total(Hour::diagnosed),
                account.total(Hour::rejected),
                account.total(Hour::deadLetters),
                account.total(Hour::repeated),
                account.total(Hour::unanswered));
        var object = asObject("all", all);
        object.put(
                "unansweredScans",
                account.unanswered().stream()
                        .map(Reconciliation.Unanswered::scanId)
                        .toList());
        object.put("answeredTwice", account.answeredTwice());
        object.put("balances", account.balances());
        printer.print(object, cells("all", all));
    }

    private static Map<String, Object> asObject(String name, Hour hour) {
        var object = new LinkedHashMap<String, Object>();
        object.put("hour", name);
        object.put("scans", hour.scans());
        object.put("diagnosed", hour.diagnosed());
        object.put("rejected", hour.rejected());
        object.put("deadLetters", hour.deadLetters());
        object.put("repeated", hour.repeated());
        object.put("unanswered", hour.unanswered());
        return object;
    }

    private static List<String> cells(String name, Hour hour) {
        return List.of(
                name,
                Long.toString(hour.scans()),
                Long.toString(hour.diagnosed()),
                Long.toString(hour.rejected()),
                Long.toString(hour.deadLetters()),
                Long.toString(hour.repeated()),
                Long.toString(hour.unanswered()));
    }
}
