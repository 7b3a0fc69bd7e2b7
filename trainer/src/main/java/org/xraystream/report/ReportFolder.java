package org.xraystream.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        return write(page, charts);
    }

    /** Writes a page of HTML after its charts; the page. */
    public Path write(String page, List<Chart> charts) throws IOException {
        for (Chart chart : charts) {
            replace(chart.name() + ".png", chart.png());
        }
        return replace(PAGE, page.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file, which at every moment is the earlier one or the new one; the file. */
    public Path replace(String name, byte[] content) throws IOException {
        Files.createDirectories(folder);
        Path beside = Files.write(folder.resolve(name + ".part"), content);
        return Files.move(
                beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
