package io.governance.benchmarks;

import io.governance.Governance;
import io.governance.measure.Call;
import io.governance.measure.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** A measured call beside Micrometer's timers and observation, and beside the two clock readings that all of them need. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CoreBenchmark {
    private final Governance governance = Governance.builder().manual().build();
    private final Operation operation = governance.operation("bench");
    private final Operation paused = governance.operation("paused");
    private final Operation captured = governance.operation("captured");
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Timer timer = Timer.builder("bench").register(meters);
    private final Timer percentiles =
            Timer.builder("percentiles").publishPercentiles(0.5, 0.95, 0.99).register(meters);
    private final ObservationRegistry observations = ObservationRegistry.create();
    private int answer;

    /** Made once, so that what is allocated is the measurement's. */
    private final Operation.Body<Integer, RuntimeException> body = this::read;

    private final Supplier<Integer> supplier = this::read;

    /** Gives the work something to read. */
    @Setup
    public void prepare() {
        answer = 42;
        paused.pause();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
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
        return operation.call(body);
    }

    /** Theirs: duration. */
    @Benchmark
    public int timerRecord() {
        Integer recorded = timer.record(supplier);
        return recorded == null ? 0 : recorded;
    }

    /** Theirs as it is mostly written: start, stop. */
    @Benchmark
    public int timerSample() {
        Timer.Sample sample = Timer.start(meters);
        int read = answer;
        sample.stop(timer);
        return read;
    }

    /** Theirs with quantiles computed in the process, which ours always has. */
    @Benchmark
    public int percentileTimer() {
        Timer.Sample sample = Timer.start(meters);
        int read = answer;
        sample.stop(percentiles);
        return read;
    }

    /** Theirs with nesting. */
    @Benchmark
    public int observation() {
        Integer observed =
                Observation.createNotStarted("bench.observed", observations).observe(supplier);
        return observed == null ? 0 : observed;
    }

    /** Ours when the call goes to another thread as well: it leaves the pool. */
    @Benchmark
    public Call capturedCall() {
        return captured.call(() -> Objects.requireNonNull(Call.capture()));
    }

    /** Ours, switched off. */
    @Benchmark
    public int pausedCall() {
        return paused.call(body);
    }

    /** The code itself, called as the others call it. */
    @Benchmark
    public int bareBody() {
        return run(body);
    }

    private Integer read() {
        return answer;
    }

    private static int run(Operation.Body<Integer, RuntimeException> body) {
        return body.run();
    }
}
