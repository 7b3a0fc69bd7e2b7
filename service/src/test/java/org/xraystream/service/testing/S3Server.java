package org.xraystream.service.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real server of S3 in a process of its own: S3Proxy over a folder, which checks signatures. It has one bucket. Can be
 * killed and started again where it was.
 */
public final class S3Server implements AutoCloseable {
    private static final Path JAR = Path.of("target", "s3proxy", "s3proxy.jar");
    private static final String BUCKET = "scans";

    private final Path folder;
    private final int port;
    private Process process;

    private S3Server(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = run();
    }

    /** Starts one that keeps everything in a folder. */
    public static S3Server start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("data").resolve(BUCKET));
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Files.writeString(folder.resolve("s3proxy.properties"), """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v4
                s3proxy.identity=tester
                s3proxy.credential=a secret of this test
                jclouds.provider=filesystem
                jclouds.filesystem.basedir=%s
                """.formatted(port, folder.resolve("data")));
        var server = new S3Server(folder, port);
        server.awaitAnswer();
        return server;
    }

    /** Starts it again after it was killed. */
    public void comeBack() throws IOException, InterruptedException {
        process = run();
        awaitAnswer();
    }

    /** Ends it at once, as a power cut would. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private Process run() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        JAR.toAbsolutePath().toString(),
                        "--properties",
                        folder.resolve("s3proxy.properties").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3proxy.log").toFile())
                .start();
    }

    private void awaitAnswer() throws InterruptedException {
        TestCluster.await("S3Proxy answers", () -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Settings with which a service finds the bucket. */
    public Map<String, String> settings() {
        return Map.of(
                "content.store",
                "s3://" + BUCKET + "/test/",
                "content.s3.endpoint",
                "http://127.0.0.1:" + port,
                "content.s3.access-key",
                "tester",
                "content.s3.secret-key",
                "a secret of this test");
    }

    /** How many objects the bucket has. */
    public long objects() {
        try (var files = Files.walk(folder.resolve("data").resolve(BUCKET))) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("S3Proxy does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
