package io.governance.guard;

import io.governance.measure.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Waiting that only moves the manual clock, and timers that ring when a test says so. */
final class ManualPauses implements Pauses {
    private record Timer(long atNanos, CompletableFuture<Boolean> rings) {}

    final List<Duration> slept = new ArrayList<>();
    private final List<Timer> timers = new CopyOnWriteArrayList<>();
    private final ManualTime time;

    ManualPauses(ManualTime time) {
        this.time = time;
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("while it paused");
        }
        slept.add(Duration.ofNanos(nanos));
        time.pass(Duration.ofNanos(nanos));
    }

    @Override
    public CompletableFuture<Boolean> later(long nanos) {
        Timer timer = new Timer(time.nanos() + nanos, new CompletableFuture<>());
        timers.add(timer);
        return timer.rings;
    }

    /** How many timers are set and were neither cancelled nor have rung. */
    long waiting() {
        return timers.stream().filter(timer -> !timer.rings.isDone()).count();
    }

    /** Lets time pass; rings what is due. */
    void pass(Duration duration) {
        time.pass(duration);
        for (Timer timer : timers) {
            if (timer.atNanos <= time.nanos()) {
                timer.rings.complete(Boolean.TRUE);
            }
        }
    }
}
