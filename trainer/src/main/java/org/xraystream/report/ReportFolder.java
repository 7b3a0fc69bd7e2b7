package org.xraystream.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.xraystream.engine.Judge;

/**
 * Where a report is written: {@code report.html}, which needs nothing beside it, and its charts as {@code .png} for
 * other uses. Earlier files of these names are replaced.
 *
 * @param folder made where it is missing
 */
public record ReportFolder(Path folder) {
    private static final String PAGE = "report.html";

    /**
     * Writes a report.
     *
     * @param judge the model that the report is about; asked again where it saw evidence in the worst errors
     * @return the page
     */
    public Path write(Report report, Judge judge) throws IOException {
        List<Chart> charts = Chart.of(report);
        String page =
                new ReportPage(report).html(charts, Gallery.of(report.results().images(), judge));
        Files.createDirectories(folder);
        for (Chart chart : charts) {
            Files.write(folder.resolve(chart.name() + ".png"), chart.png());
        }
        return Files.writeString(folder.resolve(PAGE), page, StandardCharsets.UTF_8);
    }
}
