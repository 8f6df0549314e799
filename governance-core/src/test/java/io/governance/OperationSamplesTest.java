package io.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.governance.measure.ManualTime;
import io.governance.remember.Samples.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationSamplesTest {
    @Test
    void whenTheClockIsSetBackNothingIsCutAndNothingIsLost() {
        ManualTime time = new ManualTime();
        try (Governance governance =
                Governance.builder().environment(Map.of()).time(time).manual().build()) {
            Instant start = time.now();
            OperationSamples samples = new OperationSamples(governance.operations(), "node", start);
            governance.operation("orders").run(() -> {});
            assertEquals(List.of(), samples.take(start.minusSeconds(60)));
            List<Sample> taken = samples.take(start.plus(Duration.ofSeconds(1)));
            assertEquals(start, taken.get(0).from());
            assertEquals(
                    1,
                    taken.get(0).buckets().values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
        }
    }
}
