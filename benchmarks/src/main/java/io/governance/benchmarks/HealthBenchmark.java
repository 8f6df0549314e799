package io.governance.benchmarks;

import io.governance.judge.Examination;
import io.governance.judge.Level;
import io.governance.judge.Reading;
import io.governance.measure.Signal;
import io.governance.measure.Time;
import io.governance.show.Health;
import io.governance.show.InProcessProbe;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A probe answered from memory, with few and with many operations behind it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HealthBenchmark {
    private final InProcessProbe few = new InProcessProbe(with(10));
    private final InProcessProbe many = new InProcessProbe(with(1_000));

    private static Health with(int operations) {
        Time time = Time.system();
        Health health = new Health("bench", time);
        health.markStarted();
        List<Reading> readings = IntStream.range(0, operations)
                .mapToObj(i -> new Reading(Signal.RESPONSE_TIME, "operation-" + i, 1e6, 100, Level.ACCEPTABLE))
                .toList();
        health.update(new Examination(time.now(), readings, List.of(), List.of()));
        return health;
    }

    /** With ten operations. */
    @Benchmark
    public ByteBuffer probeAtTenOperations() {
        return few.answer();
    }

    /** With a thousand operations, as many as are ever measured apart. */
    @Benchmark
    public ByteBuffer probeAtThousandOperations() {
        return many.answer();
    }
}
