package io.governance.instance;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The counters that HotSpot keeps in {@code /tmp/hsperfdata_USER/PID}, which it maps into its own memory: for the
 * time at safepoints.
 *
 * <p>The MXBean for safepoints needs {@code --add-exports}; this file needs nothing. With {@code -XX:-UsePerfData}, or
 * on another JVM, there are no counters. Format: {@code perfMemory.hpp} of HotSpot, version 2.
 */
final class PerformanceCounters {
    private static final int MAGIC = 0xcafec0c0;
    private static final int PROLOGUE = 32;
    private static final int ENTRY = 20;
    private static final int MAX_ENTRIES = 10_000;
    private static final double SAME_START_MILLIS = 60_000;
    private static final PerformanceCounters NONE = new PerformanceCounters(ByteBuffer.allocate(0), Map.of());

    private final ByteBuffer memory;
    private final Map<String, Integer> offsets;

    private PerformanceCounters(ByteBuffer memory, Map<String, Integer> offsets) {
        this.memory = memory;
        this.offsets = offsets;
    }

    /** Maps the counters of this process. */
    static PerformanceCounters under(Path root) {
        Path file = root.resolve("tmp")
                .resolve("hsperfdata_" + System.getProperty("user.name"))
                .resolve(Long.toString(ProcessHandle.current().pid()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            PerformanceCounters found = of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
            return found.isOfJvmStartedAt(ManagementFactory.getRuntimeMXBean().getStartTime()) ? found : NONE;
        } catch (IOException e) {
            return NONE; // switched off, or another JVM
        }
    }

    /** Finds the counters of 64 bits; nothing where the memory is not what it should be. */
    static PerformanceCounters of(ByteBuffer memory) {
        Map<String, Integer> offsets = new HashMap<>();
        if (memory.capacity() >= PROLOGUE && memory.order(ByteOrder.BIG_ENDIAN).getInt(0) == MAGIC) {
            memory.order(memory.get(4) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int at = memory.getInt(24);
            int entries = Math.min(memory.getInt(28), MAX_ENTRIES);
            for (int i = 0; i < entries && at > 0 && at <= memory.capacity() - ENTRY; i++) {
                int length = memory.getInt(at);
                if (length < ENTRY || length > memory.capacity() - at) {
                    break;
                }
                int value = at + memory.getInt(at + 16);
                boolean isScalar = memory.getInt(at + 8) == 0;
                if (memory.get(at + 12) == 'J' && isScalar && value > at && value <= at + length - Long.BYTES) {
                    offsets.put(name(memory, at + memory.getInt(at + 4), at + length), value);
                }
                at += length;
            }
        }
        return new PerformanceCounters(memory, offsets);
    }

    /** Returns the present value of a counter such as {@code sun.rt.safepoints}; {@code NaN} where there is none. */
    double read(String name) {
        Integer offset = offsets.get(name);
        return offset == null ? Double.NaN : memory.getLong(offset);
    }

    /** Returns a counter of ticks in nanoseconds. */
    double nanos(String name) {
        return read(name) / read("sun.os.hrt.frequency") * 1e9;
    }

    /** Containers that share a folder for temporary files have processes of the same number. */
    private boolean isOfJvmStartedAt(long epochMillis) {
        return Math.abs(read("sun.rt.createVmBeginTime") - epochMillis) < SAME_START_MILLIS;
    }

    private static String name(ByteBuffer memory, int from, int limit) {
        StringBuilder name = new StringBuilder();
        for (int at = Math.max(0, from); at < limit && memory.get(at) != 0; at++) {
            name.append(StandardCharsets.US_ASCII.decode(memory.slice(at, 1)));
        }
        return name.toString();
    }
}
