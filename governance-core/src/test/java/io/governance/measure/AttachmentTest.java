package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AttachmentTest {
    private static final class Lookups implements Call.Attachment {
        int count;
        long seenNanos;
        boolean isBroken;

        @Override
        public void callEnded(Call call) {
            seenNanos = call.durationNanos();
            count = 0;
            if (isBroken) {
                throw new AssertionError("a module with a mistake in it");
            }
        }
    }

    private static final Call.Slot<Lookups> SLOT = Call.Slot.create(Lookups::new);

    private final ManualTime time = new ManualTime();
    private final List<String> misuses = new ArrayList<>();
    private final Operation operation =
            new Operations(time, new long[0], 10, (name, what) -> misuses.add(what)).add("orders");

    @Test
    void isToldTheFinalFiguresAtTheEndAndIsUsedAgain() {
        Lookups first = during(lookups -> {
            lookups.count++;
            time.pass(Duration.ofMillis(2));
        });
        assertEquals(2_000_000, first.seenNanos);
        Lookups second = during(lookups -> assertEquals(0, lookups.count));
        assertSame(first, second);
    }

    @Test
    void isNotToldOfCallsThatDidNotTouchIt() {
        Lookups touched = during(lookups -> time.pass(Duration.ofMillis(2)));
        operation.run(() -> time.pass(Duration.ofMillis(9)));
        assertEquals(2_000_000, touched.seenNanos);
    }

    @Test
    void oneThatThrowsIsCountedThrownAwayAndHarmless() {
        Lookups broken = during(lookups -> lookups.isBroken = true);
        assertEquals(1, operation.sinceStart().calls());
        assertEquals(1, operation.operations().misuses());
        assertTrue(misuses.get(0).contains("a module with a mistake in it"), misuses.get(0));
        assertNotSame(broken, during(lookups -> {}));
        assertEquals(1, operation.operations().misuses());
    }

    @Test
    void callsWithinEachOtherHaveAttachmentsOfTheirOwn() {
        Operation other = operation.operations().add("other");
        during(outside -> other.run(() -> assertNotSame(outside, current().get(SLOT))));
    }

    private interface Use {
        void of(Lookups lookups);
    }

    private Lookups during(Use use) {
        return operation.call(() -> {
            Lookups lookups = current().get(SLOT);
            assertSame(lookups, current().get(SLOT));
            use.of(lookups);
            return lookups;
        });
    }

    private static Call current() {
        return Objects.requireNonNull(Call.current());
    }
}
