package dev.lily.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The heap of a server on this machine. What is short-lived is left out: the pools of the young
 * generation fill up whatever happens.
 */
final class ServerHeap {
  private final MemoryMXBean memory;
  private final List<MemoryPoolMXBean> old;

  private ServerHeap(MemoryMXBean memory, List<MemoryPoolMXBean> old) {
    this.memory = memory;
    this.old = old;
  }

  /** Attaches to the process, a server of ours; the connection lasts as long as this process. */
  @SuppressWarnings("BanJNDI")
  static ServerHeap of(long pid) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
      machine.detach();
      MBeanServerConnection server = JMXConnectorFactory.connect(url).getMBeanServerConnection();
      return new ServerHeap(
          ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class),
          ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class).stream()
              .filter(pool -> pool.getType() == MemoryType.HEAP)
              .filter(pool -> pool.getName().matches(".*(Tenured|Old).*"))
              .toList());
    } catch (IOException | AttachNotSupportedException fault) {
      throw new BenchException("cannot look into the heap of process " + pid, fault);
    }
  }

  /** Megabytes that are in use after a collection, from which on the peak counts. */
  long live() {
    for (int i = 0; i < Timer.COLLECTIONS; i++) {
      memory.gc();
    }
    old.forEach(MemoryPoolMXBean::resetPeakUsage);
    return memory.getHeapMemoryUsage().getUsed() >> 20;
  }

  /** The most megabytes of the old generation since {@link #live}. */
  long peak() {
    return old.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20;
  }
}
