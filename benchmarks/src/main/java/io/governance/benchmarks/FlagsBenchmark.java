package io.governance.benchmarks;

import io.governance.Governance;
import io.governance.flags.Swap;
import io.governance.measure.Operation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A swap that is off, beside the measured call that it is part of. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FlagsBenchmark {
    private final Governance governance = Governance.builder().manual().build();
    private final Operation operation = governance.operation("bench");
    private final Swap<Integer, Integer> swap =
            Swap.builder(operation, "bench").build((Integer in) -> in + 1, (Integer in) -> 1 + in);
    private final Integer input = 41;

    /** Closes what was built. */
    @TearDown
    public void close() {
        swap.close();
        governance.close();
    }

    /** The measured call alone. */
    @Benchmark
    public Integer measuredCall() {
        return operation.call(() -> input + 1);
    }

    /** The same through a swap that is off. */
    @Benchmark
    public Integer swapThatIsOff() {
        return swap.call(input);
    }
}
