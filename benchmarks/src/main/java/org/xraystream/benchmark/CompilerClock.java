package org.xraystream.benchmark;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * How long the just-in-time compilers have worked: those of this JVM and of the JVMs that it has started, the broker's
 * among them, since all share the processors. Needs a whole JDK.
 */
final class CompilerClock implements LongSupplier, AutoCloseable {

    private final List<JMXConnector> connectors = new ArrayList<>();
    private final List<CompilationMXBean> compilers = new ArrayList<>();

    private CompilerClock() {}

    /**
     * The clock of the JVMs that are there now.
     *
     * @throws IOException if one of them cannot be asked
     */
    static CompilerClock open() throws IOException {
        var clock = new CompilerClock();
        clock.compilers.add(ManagementFactory.getCompilationMXBean());
        Set<String> descendants = ProcessHandle.current()
                .descendants()
                .map(process -> Long.toString(process.pid()))
                .collect(Collectors.toSet());
        for (VirtualMachineDescriptor jvm : VirtualMachine.list()) {
            if (descendants.contains(jvm.id())) {
                clock.add(jvm);
            }
        }
        return clock;
    }

    // Who answers is a JVM that this one has started.
    @SuppressWarnings("BanJNDI")
    private void add(VirtualMachineDescriptor jvm) throws IOException {
        String address;
        try {
            VirtualMachine attached = VirtualMachine.attach(jvm);
            try {
                address = attached.startLocalManagementAgent();
            } finally {
                attached.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("the JVM " + jvm.id() + " does not let itself be asked", e);
        }
        JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
        connectors.add(connector);
        compilers.add(
                ManagementFactory.getPlatformMXBean(connector.getMBeanServerConnection(), CompilationMXBean.class));
    }

    /** Milliseconds, of all compilers together. */
    @Override
    public long getAsLong() {
        return compilers.stream()
                .mapToLong(CompilationMXBean::getTotalCompilationTime)
                .sum();
    }

    @Override
    public void close() throws IOException {
        for (JMXConnector connector : connectors) {
            connector.close();
        }
    }
}
