package io.governance.instance;

import io.governance.measure.Costs;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Snapshot;
import io.governance.measure.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Which operations the CPU time and the allocation of the process went to over the last five minutes.
 *
 * <p>Scaled up from the calls whose thread was read (one in 64 for CPU, one in eight for allocation): mean of those
 * times all calls; see {@link Costs}. What calls of other operations took inside a call is theirs, so the sum over all operations may be
 * compared with the process. Not attributed: collecting and compiling, threads outside operations, shadow calls, and
 * calls whose thread nobody can read (virtual threads, calls that end on another thread). Immutable.
 *
 * @param processCpuNanos what the process used
 * @param processBytes what the process allocated
 * @param compilationNanos part of the CPU time that is compiling; {@code NaN} when not told
 * @param collectionNanos part of the CPU time that is collecting; {@code NaN} when not told
 * @param operations those with calls, the largest CPU time first
 */
public record Attribution(
        double processCpuNanos,
        double processBytes,
        double compilationNanos,
        double collectionNanos,
        List<Part> operations) {

    /**
     * What one operation used itself.
     *
     * @param operation its name
     * @param calls calls in the five minutes
     * @param cpuNanos {@code NaN} when no call was ever read
     * @param cpuReadings calls in the five minutes whose CPU time was read
     * @param bytes {@code NaN} when no call was ever read
     * @param bytesReadings calls in the five minutes whose allocation was read
     */
    public record Part(
            String operation, long calls, double cpuNanos, long cpuReadings, double bytes, long bytesReadings) {}

    /** Makes an attribution; the parts are copied. */
    public Attribution {
        operations = List.copyOf(operations);
    }

    /** Returns the share of the process's CPU time that operations explain; {@code NaN} when not known. */
    public double cpuShare() {
        return sum(Part::cpuNanos) / processCpuNanos;
    }

    /** Returns the share of the process's allocation that operations explain; {@code NaN} when not known. */
    public double allocationShare() {
        return sum(Part::bytes) / processBytes;
    }

    private double sum(ToDoubleFunction<Part> amount) {
        return operations.stream()
                .mapToDouble(amount)
                .filter(value -> !Double.isNaN(value))
                .sum();
    }

    /** Returns a table for people: one operation a line, then what no operation explains. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "CPU %.2f s, allocation %.0f MB%n", processCpuNanos / 1e9, processBytes / (1 << 20)));
        for (Part part : operations) {
            line(text, part.operation, part.cpuNanos / processCpuNanos, part.bytes / processBytes);
            text.append(String.format(
                    Locale.ROOT, " (%d calls, read %d and %d)%n", part.calls, part.cpuReadings, part.bytesReadings));
        }
        line(text, "not attributed", 1 - cpuShare(), 1 - allocationShare());
        return text.append(String.format(
                        Locale.ROOT,
                        " (of it compiling %.1f %%, collecting %.1f %%)%n",
                        100 * compilationNanos / processCpuNanos,
                        100 * collectionNanos / processCpuNanos))
                .toString();
    }

    private static void line(StringBuilder text, String name, double cpu, double bytes) {
        text.append(
                String.format(Locale.ROOT, "  %-32s CPU %5.1f %%, allocation %5.1f %%", name, 100 * cpu, 100 * bytes));
    }

    static Attribution of(Operations operations, CostHistory costs, InstanceSnapshot process) {
        List<Part> parts = new ArrayList<>();
        for (Operation operation : operations.all()) {
            Snapshot window = operation.snapshot(Window.FIVE_MINUTES);
            if (window.calls() > 0) {
                parts.add(part(window, costs.lately(operation.name()), costs.sinceStart(operation.name())));
            }
        }
        parts.sort(Comparator.comparingDouble(Part::cpuNanos).reversed().thenComparing(Part::operation));
        return new Attribution(
                process.cpu().nanos(),
                process.collections().allocatedBytes(),
                process.cpu().compilationNanos(),
                process.cpu().collectionNanos(),
                parts);
    }

    /** An operation that was not read within the window is taken to be what it was before. */
    private static Part part(Snapshot window, Costs lately, Costs sinceStart) {
        Costs cpu = lately.cpuCalls() > 0 ? lately : sinceStart;
        Costs bytes = lately.bytesCalls() > 0 ? lately : sinceStart;
        return new Part(
                window.operation(),
                window.calls(),
                own(window, cpu.cpuNanos() - cpu.innerCpuNanos(), cpu.cpuCalls()),
                window.cpuTime().count(),
                own(window, bytes.bytes() - bytes.innerBytes(), bytes.bytesCalls()),
                window.allocation().count());
    }

    /** The readings of inner operations come at their own turns, so few readings may take off more than there is. */
    private static double own(Snapshot window, long amount, long ofCalls) {
        return ofCalls == 0 ? Double.NaN : Math.max(0, (double) amount / ofCalls * window.calls());
    }
}
