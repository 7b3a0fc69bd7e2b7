package org.xraystream.service.access;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is logged while it is open: by us at every level, by Javalin, Jetty and the libraries from INFO on. */
final class CapturedLog implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("org.xraystream");
    private final Level before = root.getLevel();
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    CapturedLog() {
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.INFO);
        ours.setLevel(Level.DEBUG);
    }

    List<String> lines() {
        synchronized (appender) {
            return new ArrayList<>(appender.list)
                    .stream()
                            .map(event -> event.getLoggerName() + " " + event.getFormattedMessage() + " "
                                    + event.getKeyValuePairs() + " " + event.getThrowableProxy())
                            .toList();
        }
    }

    @Override
    public void close() {
        root.setLevel(before);
        ours.setLevel(Level.INFO);
        root.detachAppender(appender);
    }
}
