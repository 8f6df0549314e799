package io.governance.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Time;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProfileTest {
    private final Operations operations = new Operations(Time.system(), new long[0], 10, (operation, what) -> {});
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        isOver.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void operationsThatBurnInDifferentMethodsAreToldApart() throws InterruptedException {
        Operation left = operations.add("left");
        Operation right = operations.add("right");
        for (int i = 0; i < 2; i++) {
            again(() -> {
                left.run(Burning::left);
                right.run(Burning::right);
                Burning.left();
            });
        }
        Profile profile = Profile.take(operations, Duration.ofSeconds(1));
        assertMostlyIn(profile, "left", "Burning.left");
        assertMostlyIn(profile, "right", "Burning.right");
        assertMostlyIn(profile, Profile.OUTSIDE, "Burning.left");
        assertEquals(
                profile.samples(),
                profile.parts().stream().mapToInt(Profile.Part::samples).sum());
        assertEquals(
                1, profile.parts().stream().mapToDouble(Profile.Part::share).sum(), 1e-9);
        assertTrue(profile.text().contains("Burning.right"), profile::text);
    }

    @Test
    void virtualThreadsAreInTheirOperationsToo() throws InterruptedException, ReflectiveOperationException {
        Method start;
        try {
            start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException e) {
            assumeTrue(false, "virtual threads came with JDK 21");
            return;
        }
        Operation job = operations.add("job");
        Runnable work = () -> {
            while (!isOver.get()) {
                job.run(Burning::right);
            }
        };
        threads.add((Thread) start.invoke(null, work));
        assertMostlyIn(Profile.take(operations, Duration.ofSeconds(1)), "job", "Burning.right");
    }

    @Test
    void aSecondOneAtTheSameTimeIsRefused() throws InterruptedException {
        AtomicReference<IllegalStateException> refused = new AtomicReference<>();
        AtomicInteger taken = new AtomicInteger();
        Runnable take = () -> {
            try {
                Profile.take(operations, Duration.ofMillis(100));
                taken.incrementAndGet();
            } catch (IllegalStateException e) {
                refused.compareAndSet(null, e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        again(take);
        again(take);
        IllegalStateException found = refused.get();
        while (found == null || taken.get() == 0) {
            Thread.sleep(10);
            found = refused.get();
        }
        assertEquals("no profile: another one is being taken, ask again when it is done", found.getMessage());
    }

    @Test
    void itTakesAReasonableTime() {
        for (Duration length : List.of(Duration.ZERO, Duration.ofMillis(99), Duration.ofMinutes(2))) {
            assertThrows(IllegalArgumentException.class, () -> Profile.take(operations, length));
        }
    }

    @Test
    void whoeverIsInterruptedLeavesNothingBehind() throws InterruptedException {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> Profile.take(operations, Duration.ofSeconds(30)));
        assertTrue(Profile.take(operations, Duration.ofMillis(100)).samples() >= 0);
    }

    @Test
    void tooManyCallsEndItEarly() {
        CountDownLatch full = new CountDownLatch(1);
        EdgeWriter writer = new EdgeWriter(4, full);
        Operation orders = operations.add("orders");
        for (int i = 0; i < 3; i++) {
            writer.entered(orders);
        }
        assertEquals(1, full.getCount());
        writer.left(orders);
        writer.left(orders);
        assertEquals(0, full.getCount());
    }

    private void again(Runnable turn) {
        Thread thread = new Thread(() -> {
            while (!isOver.get()) {
                turn.run();
            }
        });
        threads.add(thread);
        thread.start();
    }

    private static void assertMostlyIn(Profile profile, String operation, String method) {
        Profile.Part part = profile.parts().stream()
                .filter(one -> one.operation().equals(operation))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing of " + operation + " in " + profile.text()));
        Profile.Spot top = part.frames().get(0);
        assertTrue(top.frame().method().endsWith(method) && top.share() > 0.7, profile::text);
    }
}
