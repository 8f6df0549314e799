package io.governance.benchmarks;

import io.governance.Governance;
import io.governance.measure.Operation;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** A measured call beside Micrometer's timer and beside the two clock readings that both need. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CoreBenchmark {
    private final Governance governance = Governance.builder().manual().build();
    private final Operation operation = governance.operation("bench");
    private final Timer timer = Timer.builder("bench").register(new SimpleMeterRegistry());
    private int answer;

    /** Gives the work something to read. */
    @Setup
    public void prepare() {
        answer = 42;
    }

    /** Closes what was built. */
    @TearDown
    public void close() {
        governance.close();
    }

    /** The floor: what no measurement can do without. */
    @Benchmark
    public void twoClockReads(Blackhole hole) {
        hole.consume(System.nanoTime());
        hole.consume(answer);
        hole.consume(System.nanoTime());
    }

    /** Ours: duration, outcome, allocation, nesting. */
    @Benchmark
    public int measuredCall() {
        return operation.call(() -> answer);
    }

    /** Theirs: duration. */
    @Benchmark
    public int timerRecord() {
        Integer recorded = timer.record(() -> answer);
        return recorded == null ? 0 : recorded;
    }
}
