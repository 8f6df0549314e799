package io.governance.instance;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the control groups say about memory.
 *
 * @param workingSetBytes usage without the file pages that the kernel can drop at once, of the group that has the
 *     limit (of the process's own group without one); {@code NaN} when not told
 * @param limitBytes the lowest limit of all groups; {@code NaN} where there is none below the machine's own memory
 */
record CgroupMemory(double workingSetBytes, double limitBytes) {
    static CgroupMemory read(CgroupTree tree, double machineBytes) {
        CgroupTree.Groups groups = tree.of("memory");
        if (groups.levels().isEmpty()) {
            return new CgroupMemory(Double.NaN, Double.NaN);
        }
        Path limiting = groups.levels().get(0);
        double limit = Double.POSITIVE_INFINITY;
        for (Path level : groups.levels()) {
            double found = KernelFile.number(level.resolve(groups.isV2() ? "memory.max" : "memory.limit_in_bytes"));
            if (found < limit) {
                limit = found;
                limiting = level;
            }
        }
        boolean isLimited = Double.isNaN(machineBytes) ? limit < Long.MAX_VALUE / 2.0 : limit < machineBytes;
        Path measured = isLimited ? limiting : groups.levels().get(0);
        return new CgroupMemory(workingSet(measured, groups.isV2()), isLimited ? limit : Double.NaN);
    }

    /** As the kubelet computes it when it decides whom to evict; version 1 has totals with the groups below. */
    private static double workingSet(Path level, boolean isV2) {
        double usage = KernelFile.number(level.resolve(isV2 ? "memory.current" : "memory.usage_in_bytes"));
        Map<String, Double> stat = KernelFile.table(level.resolve("memory.stat"));
        double inactive = stat.getOrDefault(isV2 ? "inactive_file" : "total_inactive_file", Double.NaN);
        return Math.max(0, usage - inactive);
    }
}
