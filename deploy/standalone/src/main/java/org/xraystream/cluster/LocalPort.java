package org.xraystream.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports on the loopback interface. */
final class LocalPort {
    private static final int CONNECT_MILLIS = 500;

    private LocalPort() {}

    /**
     * The wanted port, or any free one where 0 is wanted.
     *
     * @throws ClusterException if the wanted port is taken
     */
    static int claim(String owner, int wanted) {
        try (var socket = new ServerSocket()) {
            // Otherwise the connections of a server that just stopped would hold its port for a minute.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ClusterException(
                    "Port " + wanted + " for the " + owner + " cannot be had (" + e.getMessage()
                            + "): stop what uses it or choose another",
                    e);
        }
    }

    /** Whether somebody accepts connections. */
    static boolean isOpen(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
