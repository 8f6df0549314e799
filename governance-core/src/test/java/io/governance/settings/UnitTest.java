package io.governance.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnitTest {
    private enum Color {
        RED,
        DARK_BLUE
    }

    @Test
    void valuesAreReadAsTheyAreWritten() {
        for (String text : List.of("3s", "1500ms", "24h", "2d", "7m", "123ns", "0ns")) {
            assertEquals(
                    Optional.of(text.equals("24h") ? "1d" : text),
                    Unit.DURATION.read(text).map(Unit.DURATION::write));
        }
        for (String text : List.of("512MB", "3GB", "1KB", "5B", "0B")) {
            assertEquals(Optional.of(text), Unit.BYTES.read(text).map(Unit.BYTES::write));
        }
        for (String text : List.of("75%", "0.1%", "99.95%", "0%", "100%")) {
            assertEquals(Optional.of(text), Unit.SHARE.read(text).map(Unit.SHARE::write));
        }
        assertEquals(Optional.of(Duration.ofSeconds(90)), Unit.DURATION.read(" 1.5m "));
        assertEquals(Optional.of(0.75), Unit.SHARE.read("0.75"));
        assertEquals(Optional.of(true), Unit.FLAG.read("true"));
        assertEquals(Optional.of("eu-1"), Unit.TEXT.read("eu-1"));
        assertEquals(Optional.of(Color.DARK_BLUE), Unit.oneOf(Color.class).read("dark-blue"));
        assertEquals("one of red, dark-blue", Unit.oneOf(Color.class).expected());
    }

    @Test
    void aTimeThatCannotBeCountedIsWrittenInSeconds() {
        assertEquals("86400000000s", Unit.DURATION.write(Duration.ofDays(1_000_000)));
        assertEquals("-86400000000s", Unit.DURATION.write(Duration.ofDays(-1_000_000)));
        assertEquals("9223372036854775807ns", Unit.DURATION.write(Duration.ofNanos(Long.MAX_VALUE)));
    }

    @Test
    void whatIsNegativeOverflowsOrHasAnotherUnitIsNotRead() {
        for (String text :
                List.of("", "-3s", "3", "s", "3 hours", "1e3s", "NaN", "Infinity", "300000d", "9".repeat(99) + "s")) {
            assertEquals(Optional.empty(), Unit.DURATION.read(text), text);
        }
        for (String text : List.of("1.5", "9223372036854775808", "1_000", "0x10", "-1")) {
            assertEquals(Optional.empty(), Unit.WHOLE.read(text), text);
        }
        assertEquals(Optional.of(Long.MAX_VALUE), Unit.WHOLE.read("9223372036854775807"));
        assertEquals(Optional.empty(), Unit.BYTES.read("9000000000GB"));
        assertEquals(Optional.empty(), Unit.FLAG.read("yes"));
        assertEquals(Optional.empty(), Unit.oneOf(Color.class).read("RED"));
    }
}
