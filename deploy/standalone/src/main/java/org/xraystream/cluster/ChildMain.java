package org.xraystream.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Entry point of every {@link ChildJvm}: runs another class's {@code main} and ends the JVM, orderly, as soon as
 * standard input does. The parent holds the other end of that pipe, so even a parent killed outright leaves no orphan.
 *
 * <p>Uses nothing but the JDK, since the child's class path may be somebody else's.
 */
final class ChildMain {
    private static final long ORDERLY_SECONDS = 30;

    private ChildMain() {}

    /**
     * Runs the given class.
     *
     * @param arguments the class to run, then its arguments
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        startDaemon("parent-watch", ChildMain::endWithParent);
        Method main = Class.forName(arguments[0]).getMethod("main", String[].class);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            // Threads that the failed program has started already must not keep its process alive.
            System.err.println(explain(e));
            System.exit(1);
        }
    }

    private static String explain(InvocationTargetException failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static void endWithParent() {
        try {
            while (System.in.read() != -1) {
                // What the parent writes has no meaning; only the end of it has.
            }
        } catch (IOException e) {
            System.err.println("The parent can no longer be watched, ending: " + e);
        }
        startDaemon("last-resort", ChildMain::haltIfShutdownHangs);
        System.exit(0);
    }

    private static void haltIfShutdownHangs() {
        try {
            TimeUnit.SECONDS.sleep(ORDERLY_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void startDaemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
