package org.xraystream.benchmark.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.internal.chartpart.Annotation;

/**
 * Words in a chart that begin at a point of it and cover what is behind them; XChart's own are centred and cover nothing.
 * XChart's labels of an axis are no way to name bars: it looks for ticks until all of their labels differ, for ever where
 * they cannot.
 */
final class Caption extends Annotation {

    /** Large, for a page shows the chart at half of its width. */
    private static final float SIZE = 22;

    private final String words;
    private final double x;
    private final double y;

    Caption(String words, double x, double y) {
        super(false);
        this.words = words;
        this.x = x;
        this.y = y;
    }

    @Override
    public void paint(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setFont(styler.getLegendFont().deriveFont(SIZE));
        int left = getXAxisScreenValue(x);
        int bottom = getYAxisScreenValue(y);
        Rectangle2D size = graphics.getFontMetrics().getStringBounds(words, graphics);
        bounds = new Rectangle2D.Double(left + size.getX(), bottom + size.getY(), size.getWidth(), size.getHeight());
        graphics.setColor(styler.getChartBackgroundColor());
        graphics.fill(bounds);
        graphics.setColor(styler.getChartFontColor());
        graphics.drawString(words, left, bottom);
    }
}
