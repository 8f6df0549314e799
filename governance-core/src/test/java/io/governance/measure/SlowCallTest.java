package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowCallTest {
    private final ManualTime time = new ManualTime();
    private final Operations operations = new Operations(time, new long[] {1_500_000_000}, 10, (name, what) -> {});
    private final Operation operation = operations.add("orders");

    @TempDir
    Path folder;

    @Test
    void callsAboveTheLineAreInARecordingWithWhatIsKnownOfThem() throws IOException {
        Path file = folder.resolve("slow.jfr");
        take(9_000); // nobody records
        try (Recording recording = new Recording()) {
            recording.enable("governance.SlowCall");
            recording.start();
            take(1_500);
            take(2_500);
            operations.recordSlowerThan(Duration.ofSeconds(3));
            take(2_600);
            take(3_100);
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertEquals(
                List.of(Duration.ofMillis(2_500), Duration.ofMillis(3_100)),
                events.stream()
                        .map(event -> event.getDuration("responseTime"))
                        .sorted()
                        .toList());
        assertEquals("orders", events.get(0).getString("operation"));
        assertEquals("OK", events.get(0).getString("outcome"));
        assertEquals(3, events.get(0).getInt("queries"));
    }

    private void take(int milliseconds) {
        operation.run(() -> {
            Objects.requireNonNull(Call.current()).addQueries(3);
            time.pass(Duration.ofMillis(milliseconds));
        });
    }
}
