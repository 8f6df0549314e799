package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.governance.judge.Level;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HysteresisTest {
    private static final Map<Character, Level> LEVELS =
            Map.of('.', Level.ACCEPTABLE, '?', Level.NO_DATA, 'i', Level.INFO, 'w', Level.WARNING, 'c', Level.CRITICAL);

    @Test
    void goesUpAfterTwoOfThreeAndDownAfterThree() {
        for (String[] row : new String[][] {
            {"w", "."},
            {"ww", ".w"},
            {"w.w", "..w"},
            {"w..w", "...."},
            {"w.w.w.w", "..wwwww"},
            {"wcwcc", ".wwcc"},
            {"ww..", ".www"},
            {"ww...", ".www."},
            {"ww..w...", ".wwwwww."},
            {"cc.w...", ".cccww."},
            {"ccwww", ".cccw"},
            {"ww?.?", ".www."},
            {"ii", ".i"},
        }) {
            assertEquals(row[1], confirmed(row[0]), row[0]);
        }
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Hysteresis.of(0, 3));
        assertThrows(IllegalArgumentException.class, () -> Hysteresis.of(4, 3));
    }

    private static String confirmed(String seen) {
        Hysteresis hysteresis = Hysteresis.of(2, 3);
        StringBuilder confirmed = new StringBuilder();
        for (int i = 0; i < seen.length(); i++) {
            char c = seen.charAt(i);
            hysteresis = hysteresis.next(LEVELS.getOrDefault(c, Level.NO_DATA));
            Level level = hysteresis.confirmed();
            confirmed.append(
                    level == Level.ACCEPTABLE
                            ? '.'
                            : Character.toLowerCase(level.name().charAt(0)));
        }
        return confirmed.toString();
    }
}
