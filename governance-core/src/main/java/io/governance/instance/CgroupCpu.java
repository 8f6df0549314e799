package io.governance.instance;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the control groups say about processors: how many may be used, and how often the kernel held the process back.
 *
 * @param quota processors by the tightest quota of all groups; infinite where there is none
 * @param cpus processors in the cpuset; infinite where there is none
 * @param periods periods in which the group with the tightest quota wanted to run; {@code NaN} when not told
 * @param throttledPeriods those of them in which it was held back
 * @param throttledNanos how long it was held back in all
 */
record CgroupCpu(double quota, double cpus, double periods, double throttledPeriods, double throttledNanos) {
    static final CgroupCpu NONE =
            new CgroupCpu(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN, Double.NaN);

    static CgroupCpu read(CgroupTree tree) {
        CgroupTree.Groups groups = tree.of("cpu");
        double cpus = cpus(tree.of("cpuset"));
        if (groups.levels().isEmpty()) {
            return new CgroupCpu(NONE.quota, cpus, NONE.periods, NONE.throttledPeriods, NONE.throttledNanos);
        }
        Path tightest = groups.levels().get(0);
        double quota = Double.POSITIVE_INFINITY;
        for (Path level : groups.levels()) {
            double found = groups.isV2() ? quotaV2(level) : quotaV1(level);
            if (found < quota) {
                quota = found;
                tightest = level;
            }
        }
        Map<String, Double> stat = KernelFile.table(tightest.resolve("cpu.stat"));
        double throttledNanos = groups.isV2()
                ? stat.getOrDefault("throttled_usec", Double.NaN) * 1_000
                : stat.getOrDefault("throttled_time", Double.NaN);
        return new CgroupCpu(
                quota,
                cpus,
                stat.getOrDefault("nr_periods", Double.NaN),
                stat.getOrDefault("nr_throttled", Double.NaN),
                throttledNanos);
    }

    /** How many processors this process may use; the JVM's own number knows {@code ActiveProcessorCount} and affinity. */
    double limit(int availableProcessors) {
        return Math.min(availableProcessors, Math.min(quota, cpus));
    }

    private static double quotaV2(Path level) {
        List<String> words = KernelFile.words(level.resolve("cpu.max"));
        return words.size() < 2
                ? Double.POSITIVE_INFINITY
                : quota(KernelFile.number(words.get(0)), KernelFile.number(words.get(1)));
    }

    private static double quotaV1(Path level) {
        return quota(
                KernelFile.number(level.resolve("cpu.cfs_quota_us")),
                KernelFile.number(level.resolve("cpu.cfs_period_us")));
    }

    /** Version 1 says -1 where there is no quota. */
    private static double quota(double quota, double period) {
        return quota > 0 && period > 0 ? quota / period : Double.POSITIVE_INFINITY;
    }

    private static double cpus(CgroupTree.Groups groups) {
        if (groups.levels().isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        Path own = groups.levels().get(0);
        for (String file : List.of("cpuset.cpus.effective", "cpuset.effective_cpus", "cpuset.cpus")) {
            List<String> words = KernelFile.words(own.resolve(file));
            int count = words.isEmpty() ? 0 : count(words.get(0));
            if (count > 0) {
                return count;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Counts a list such as {@code 0-3,8,10-11}; zero when it is none. */
    static int count(String list) {
        int count = 0;
        for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", 2);
            double first = KernelFile.number(ends[0]);
            double last = KernelFile.number(ends[ends.length - 1]);
            if (!(first >= 0 && last >= first && last < 1 << 20)) {
                return 0;
            }
            count += (int) (last - first) + 1;
        }
        return count;
    }
}
