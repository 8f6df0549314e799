package io.governance.examples.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Many threads at work for long: what the library keeps must not grow with the calls that it has seen. */
final class SoakCase implements FaultCase {
    private static final int THREADS = 64;
    private static final int SAMPLES = 60;
    private static final double HEAP_SHARE = 0.05;
    private static final double HEAP_BYTES = 2 << 20;
    private static final double FILES = 2;
    private static final double THREADS_MORE = 2;

    private final Duration length;

    SoakCase(Duration length) {
        this.length = length;
    }

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String goal() {
        return "nested calls and guards on " + THREADS + " threads for " + length.toSeconds()
                + " s: live heap, open files and threads do not grow";
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        List<Vitals> samples = new ArrayList<>();
        try (SoakWork work = SoakWork.start(THREADS)) {
            for (int sample = 0; sample < SAMPLES; sample++) {
                Trial.pass(length.dividedBy(SAMPLES));
                samples.add(Vitals.read());
            }
            trial.figure("soakSeconds", length.toSeconds());
            trial.figure("workingThreads", THREADS);
            trial.figure("virtualThreads", work.isVirtual() ? THREADS : 0);
            trial.figure("calls", work.calls());
            trial.figure("ownComplaints", work.complaints());
            trial.check(work.calls() > THREADS, work.calls() + " calls were made");
            trial.check(work.complaints() == 0, work.complaints() + " failures of the library's own");
        }
        hold(trial, "liveHeapBytes", samples, Vitals::liveHeapBytes, HEAP_SHARE, HEAP_BYTES);
        hold(trial, "openFiles", samples, Vitals::openFiles, 0, FILES);
        hold(trial, "threads", samples, Vitals::threads, 0, THREADS_MORE);
    }

    private static void hold(
            Trial trial,
            String name,
            List<Vitals> samples,
            ToDoubleFunction<Vitals> figure,
            double share,
            double absolute) {
        Growth growth = Growth.of(samples.stream().mapToDouble(figure).toArray());
        trial.figure(name + "Early", (long) growth.early());
        trial.figure(name + "Late", (long) growth.late());
        trial.check(
                growth.isWithin(share, absolute),
                name + ": " + (long) growth.early() + " in the second quarter, " + (long) growth.late()
                        + " in the last");
    }
}
