package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Level;
import io.governance.judge.Policy;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HysteresisTest {
    private static final long SEED = 10_536;

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
            {"ww++++...", ".wwwwwww."},
            {"ww..+...", ".wwwwww."},
            {"cc++...", ".ccccc."},
            {"w++w", "...."},
            {"ww.-..-...", ".wwwwwwww."},
            {"w-w", "..w"},
            {"ii", ".i"},
        }) {
            assertEquals(row[1], confirmed(row[0]), row[0]);
        }
    }

    @Test
    void everyLevelIsEnteredAndLeftAsIfItWereAlone() {
        SplittableRandom random = new SplittableRandom(SEED);
        Policy.Hysteresis numbers = new Policy.Hysteresis(3, 5, 4, 0.9, Duration.ofSeconds(5));
        Level[] levels = {Level.ACCEPTABLE, Level.INFO, Level.WARNING, Level.CRITICAL};
        Hysteresis all = Hysteresis.of(numbers);
        Hysteresis warning = Hysteresis.of(numbers);
        int changes = 0;
        for (int i = 0; i < 10_000; i++) {
            Level reached = levels[random.nextInt(4)];
            Level held = levels[random.nextInt(4)].worse(reached);
            Level before = warning.confirmed();
            all = all.next(reached, held);
            warning = warning.next(only(reached), only(held));
            assertEquals(
                    warning.confirmed() == Level.WARNING, all.confirmed().isAtLeast(Level.WARNING), "seed " + SEED);
            changes += warning.confirmed() == before ? 0 : 1;
        }
        assertTrue(changes > 20, changes + " changes");
    }

    private static Level only(Level level) {
        return level.isAtLeast(Level.WARNING) ? Level.WARNING : Level.ACCEPTABLE;
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
            hysteresis = switch (c) {
                case '-' -> hysteresis.unknown();
                case '+' -> hysteresis.next(Level.ACCEPTABLE, Level.CRITICAL);
                default -> hysteresis.next(LEVELS.getOrDefault(c, Level.NO_DATA));
            };
            Level level = hysteresis.confirmed();
            confirmed.append(
                    level == Level.ACCEPTABLE
                            ? '.'
                            : Character.toLowerCase(level.name().charAt(0)));
        }
        return confirmed.toString();
    }
}
