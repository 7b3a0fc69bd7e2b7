package org.xraystream.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A network between one client and a server that can be cut: what is sent then arrives when it is healed, and nobody is
 * told, as where packets are dropped on the way.
 */
final class Detour implements AutoCloseable {

    private static final int MOST_AT_ONCE = 64 * 1024;

    private final ServerSocket entrance;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile int exit;
    private volatile boolean cut;

    private Detour(ServerSocket entrance) {
        this.entrance = entrance;
    }

    static Detour open() {
        try {
            var detour = new Detour(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            daemon(detour::accept);
            return detour;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients connect. */
    int entrance() {
        return entrance.getLocalPort();
    }

    /** Where it leads. */
    void leadTo(int port) {
        exit = port;
    }

    void cut() {
        cut = true;
    }

    void heal() {
        cut = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                sockets.add(client);
                daemon(() -> connect(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void connect(Socket client) {
        try {
            awaitHealed();
            var server = new Socket(InetAddress.getLoopbackAddress(), exit);
            sockets.add(server);
            daemon(() -> pass(client, server));
            daemon(() -> pass(server, client));
        } catch (IOException e) {
            close(client);
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[MOST_AT_ONCE];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitHealed();
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One of the two has hung up, and so does the other.
        }
    }

    private void awaitHealed() {
        while (cut) {
            Installation.sleep(50);
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "detour");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone anyway.
        }
    }

    @Override
    public void close() {
        cut = false;
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(Detour::close);
    }
}
