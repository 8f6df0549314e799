package io.governance.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CgroupTest {
    private static final double NONE = Double.POSITIVE_INFINITY;
    private static final double MEGABYTE = 1 << 20;

    @TempDir
    Path root;

    @Test
    void aContainerOfVersion2HasItsQuotaAndLimit() throws IOException {
        CgroupCpu cpu = cpu("container-v2");
        assertEquals(new CgroupCpu(1.5, 4, 2_000, 500, 41e9), cpu);
        assertEquals(1.5, cpu.limit(4));
        assertEquals(1, cpu.limit(1), "ActiveProcessorCount may be lower still");
        assertEquals(new CgroupMemory(700 * MEGABYTE, 1_024 * MEGABYTE), memory());
    }

    @Test
    void theTightestOfNestedGroupsCountsWithItsOwnThrottlingAndUsage() throws IOException {
        CgroupCpu cpu = cpu("kubernetes-v2");
        assertEquals(new CgroupCpu(0.5, 11, 1_000, 300, 12e9), cpu);
        assertEquals(0.5, cpu.limit(8));
        assertEquals(new CgroupMemory(350 * MEGABYTE, 512 * MEGABYTE), memory());
    }

    @Test
    void aContainerOfVersion1SeesItsOwnGroupAtTheMount() throws IOException {
        CgroupCpu cpu = cpu("container-v1");
        assertEquals(new CgroupCpu(2.5, 2, 400, 20, 1.5e9), cpu);
        assertEquals(2, cpu.limit(8), "the cpuset is tighter than the quota");
        assertEquals(new CgroupMemory(400 * MEGABYTE, 512 * MEGABYTE), memory());
    }

    @Test
    void nestedGroupsOfVersion1Too() throws IOException {
        CgroupCpu cpu = cpu("kubernetes-v1");
        assertEquals(new CgroupCpu(0.75, 16, 90, 9, 9e8), cpu);
        assertEquals(new CgroupMemory(240 * MEGABYTE, 256 * MEGABYTE), memory());
    }

    @Test
    void withoutLimitsThereIsNoShareOfOne() throws IOException {
        CgroupCpu cpu = cpu("unlimited-v2");
        assertEquals(new CgroupCpu(NONE, NONE, 0, 0, 0), cpu);
        assertEquals(6, cpu.limit(6));
        assertEquals(new CgroupMemory(191 * MEGABYTE, Double.NaN), memory());
    }

    @Test
    void withBothVersionsAControllerIsReadWhereItIs() throws IOException {
        CgroupCpu cpu = cpu("hybrid");
        assertEquals(new CgroupCpu(NONE, 2, 0, 0, 0), cpu);
        assertEquals(new CgroupMemory(190_812_160 - 98_582_528, Double.NaN), memory());
    }

    @Test
    void whatCannotBeReadIsNoDataAndNoLimit() throws IOException {
        CgroupCpu cpu = cpu("broken");
        assertEquals(new CgroupCpu(NONE, NONE, Double.NaN, Double.NaN, Double.NaN), cpu);
        assertEquals(new CgroupMemory(Double.NaN, Double.NaN), memory());
    }

    @Test
    void aMachineWithoutControlGroupsHasNone() {
        CgroupTree tree = CgroupTree.under(root);
        assertEquals(CgroupCpu.NONE, CgroupCpu.read(tree));
        assertEquals(new CgroupMemory(Double.NaN, Double.NaN), CgroupMemory.read(tree, Double.NaN));
        assertTrue(Double.isNaN(ResidentSet.under(root).bytes()));
    }

    @Test
    void cpusAreCountedFromRanges() {
        Map.of("0-3,8,10-11", 7, "5", 1, "", 0, "3-1", 0, "0-", 0, "-1", 0, "0-99999999", 0)
                .forEach((list, count) -> assertEquals(count, CgroupCpu.count(list), list));
    }

    @Test
    void theResidentSetIsCountedInThePagesOfTheMachine() throws IOException {
        Path self = Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(self.resolve("statm"), "500000 1000 800 1 0 90000 0\n");
        ByteBuffer auxv = ByteBuffer.allocate(48).order(ByteOrder.nativeOrder());
        auxv.putLong(33).putLong(7).putLong(6).putLong(65_536).putLong(0).putLong(0);
        Files.write(self.resolve("auxv"), auxv.array());
        assertEquals(1_000 * 65_536.0, ResidentSet.under(root).bytes());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisMachineAgreesWithWhatTheJvmSaysOfIt() {
        Path machine = Path.of("/");
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        int processors = Runtime.getRuntime().availableProcessors();
        double limit = CgroupCpu.read(CgroupTree.under(machine)).limit(processors);
        assertTrue(limit > 0 && limit <= processors && Math.ceil(limit) >= processors, limit + " of " + processors);
        double machineBytes = kilobytes(machine.resolve("proc/meminfo"), "MemTotal");
        double memoryLimit =
                CgroupMemory.read(CgroupTree.under(machine), machineBytes).limitBytes();
        double told = system.getTotalMemorySize();
        assertEquals(told, Double.isNaN(memoryLimit) ? machineBytes : memoryLimit, told / 100);
        double resident = ResidentSet.under(machine).bytes();
        double inStatus = kilobytes(machine.resolve("proc/self/status"), "VmRSS");
        assertEquals(inStatus, resident, inStatus / 5);
    }

    private CgroupCpu cpu(String tree) throws IOException {
        RecordedTree.unroll(tree, root);
        return CgroupCpu.read(CgroupTree.under(root));
    }

    private CgroupMemory memory() {
        return CgroupMemory.read(CgroupTree.under(root), kilobytes(root.resolve("proc/meminfo"), "MemTotal"));
    }

    private static double kilobytes(Path file, String key) {
        return KernelFile.table(file).getOrDefault(key, Double.NaN) * 1_024;
    }
}
